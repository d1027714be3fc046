public import Vocabulary

/// Telephone and web calls through VAPI. Off unless the configuration has it.
public struct VapiSetting: Sendable, Hashable {
  /// Tiers that a call may be about.
  public enum Tier: String, Sendable, Hashable, CaseIterable { case warning, caution }

  /// What the assistant of a call may do with alerts.
  public enum ToolRole: String, Sendable, Hashable, CaseIterable {
    /// List and explain them.
    case viewer
    /// Acknowledge them too.
    case reviewer
  }

  /// How VAPI signs its messages.
  public struct Signature: Sendable, Hashable {
    /// The file of the secret that both sides know.
    public var secretFile: String
    public var form = SignatureForm()

    /// - Parameter secretFile: the file of the secret.
    public init(secretFile: String) { self.secretFile = secretFile }
  }

  /// Where VAPI is.
  public var url = "https://api.vapi.ai"
  /// The file of the account's private key.
  public var secretFile: String
  /// PEM certificates to trust instead of the system's.
  public var certificate: String?
  /// An assistant that is kept at VAPI; else ``assistantFile``.
  public var assistantID: String?
  /// A JSON file with an assistant that is sent along.
  public var assistantFile: String?
  /// VAPI's id of the number that calls.
  public var phoneNumberID: String?
  /// The file of the number on duty.
  public var numberFile: String?
  /// Where VAPI reaches this server.
  public var publicURL: String
  public var signature: Signature
  /// Hosts whose subdomains may control calls.
  public var controlHosts = ["vapi.ai"]
  /// For which somebody is rung.
  public var call: Set<Tier> = [.warning]
  /// What is said in a call.
  public var say: Set<Tier> = [.warning]
  public var afterSeconds = 0
  public var cooldownSeconds = 300
  /// Calls an hour.
  public var budget = 4
  /// Calls for one alert.
  public var attempts = 3
  /// 0 = what was said is not said again.
  public var repeatSeconds = 30
  public var ringSeconds = 60
  public var longestSeconds = 600
  public var quietHours: [VoiceSetting.Hours] = []
  public var role = ToolRole.viewer
  /// Whether what people say in calls is written into the journal.
  public var keepsTranscripts = false
  /// Whether this server is the assistant's voice.
  public var isVoice = true

  /// - Parameters:
  ///   - secretFile: the file of the account's private key.
  ///   - publicURL: where VAPI reaches this server.
  ///   - signature: how VAPI signs.
  public init(secretFile: String, publicURL: String, signature: Signature) {
    self.secretFile = secretFile
    self.publicURL = publicURL
    self.signature = signature
  }
}
