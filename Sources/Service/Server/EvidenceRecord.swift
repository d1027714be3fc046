public import Vocabulary

/// The evidence for one encoder.
public struct EvidenceRecord: Sendable, Encodable {
  /// One report file.
  public struct Report: Sendable, Encodable {
    public enum State: String, Sendable, Encodable {
      case read
      case absent
      case damaged
      /// It speaks of another encoder than the one that is loaded.
      case stale
    }

    /// The file's name, without its folder.
    public let name: String
    public let state: State
    /// What is wrong, and what to do; `nil` where nothing is.
    public let detail: String?
    /// As it stands in the file; `nil` unless it could be read.
    public let content: JSONValue?

    /// - Parameters:
    ///   - name: the file's name, without its folder.
    ///   - state: how it was found.
    ///   - detail: what is wrong, and what to do.
    ///   - content: as it stands in the file.
    public init(name: String, state: State, detail: String? = nil, content: JSONValue? = nil) {
      self.name = name
      self.state = state
      self.detail = detail
      self.content = content
    }
  }

  public let model: String
  /// The encoder's fingerprint.
  public let encoder: Fingerprint
  /// Name and version of the first pack.
  public let pack: String
  /// The model card as Markdown; `nil` where there is none.
  public let card: String?
  public let reports: [Report]
  /// Under which licence pictures may be shown from this machine's disk; `nil` if the configuration names no folder.
  public let picturesLicence: String?
  public let researchUseOnly = true

  /// - Parameters:
  ///   - model: the encoder's name.
  ///   - encoder: its fingerprint.
  ///   - pack: name and version of the first pack.
  ///   - card: the model card as Markdown.
  ///   - reports: what was found beside the weights.
  ///   - picturesLicence: under which licence pictures may be shown.
  public init(
    model: String, encoder: Fingerprint, pack: String, card: String?, reports: [Report], picturesLicence: String?
  ) {
    self.model = model
    self.encoder = encoder
    self.pack = pack
    self.card = card
    self.reports = reports
    self.picturesLicence = picturesLicence
  }

  enum CodingKeys: String, CodingKey {
    case model, encoder, pack, card, reports
    case picturesLicence = "pictures_licence"
    case researchUseOnly = "research_use_only"
  }
}
