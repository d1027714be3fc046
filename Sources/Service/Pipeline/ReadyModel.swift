public import Detection
public import Encoding
import Foundation
public import Vocabulary

/// An encoder with its text side, ready to embed.
public struct ReadyModel: Sendable {
  public let encoder: AnyImageEncoder
  /// What it was trained on, where it says so: findings of other conditions would be made up.
  public let known: Set<ConditionIdentifier>?
  let calibration: Calibration?
  /// Hash of its weights alone; `nil` for a remote one.
  public let weights: Fingerprint?
  /// What was measured of its patch maps; `nil` where nobody has.
  public let maps: MapVerdict?
  /// Its fingerprints in every precision, its own among them: their vectors lie in one space, as do those of texts.
  let kin: Set<Fingerprint>
  /// What it may be used for; `nil` where its directory does not say.
  public let licence: String?
  /// Where its files lie; `nil` for one that has none here.
  let directory: URL?
  /// What is said of it to other programs.
  struct Facts: Sendable {
    var name: String
    var logitBias: Float?
    var tokens: Int?
  }

  let facts: Facts?
  private let reportDevice: @Sendable () async -> DeviceReport?
  private let embedTexts: @Sendable ([String]) async throws -> [[Float]]

  init(
    encoder: some ImageEncoder, text: some TextEmbedder, known: Set<ConditionIdentifier>?, calibration: Calibration?,
    weights: Fingerprint? = nil, maps: MapVerdict? = nil, licence: String?, kin: Set<Fingerprint> = [], facts: Facts? = nil,
    directory: URL? = nil,
    device: @escaping @Sendable () async -> DeviceReport? = { nil }
  ) {
    self.facts = facts
    reportDevice = device
    self.encoder = AnyImageEncoder(encoder)
    self.known = known
    self.calibration = calibration
    (self.weights, self.maps) = (weights, maps)
    self.kin = kin.union([encoder.description.fingerprint])
    self.licence = licence
    self.directory = directory
    embedTexts = { try await text.encode($0) }
  }

  /// One vector of L2 norm 1 for each text.
  public func embed(texts: [String]) async throws -> [[Float]] { try await embedTexts(texts) }

  /// Where it runs, and why there; `nil` for one that does not run here.
  public var device: DeviceReport? { get async { await reportDevice() } }

  /// Makes another version of a pack ready: its probabilities are those of wordings that did not change.
  ///
  /// - Parameters:
  ///   - pack: the other version.
  ///   - fitted: the packs that the server started with, one of which the calibration fits.
  func candidate(_ pack: Pack, beside fitted: [Pack]) async throws -> Specialty {
    guard let calibration, let base = fitted.first(where: { calibration.fits(encoder.description, $0) }) else {
      return try await specialty(pack)
    }
    return try await specialty(pack, calibration: calibration.carried(from: base, to: pack))
  }

  /// Makes a pack ready for this encoder; maps that were measured to be no better than chance are not read.
  ///
  /// - Parameters:
  ///   - heads: fitted ones that take the wordings' place for their conditions; their conditions count as known.
  ///   - other: a calibration in place of the model's own.
  func specialty(
    _ pack: Pack, showsMaps: Bool? = nil, heads: [TrainedHead] = [], calibration other: Calibration? = nil
  ) async throws -> Specialty {
    let scored = pack.keeping(known?.union(heads.map(\.condition)))
    let prompts = PackPrompts(scored)
    let vectors = try await embed(texts: prompts.texts)
    let detector = try Detector(
      scored, prompts: prompts, vectors: vectors, encoder: encoder.description, calibration: other ?? calibration, known: known,
      showsMaps: showsMaps ?? maps?.isFaithful ?? true, heads: heads)
    return Specialty(pack: pack, detector: detector)
  }
}
