/// Somewhere that alerts are handed to.
public struct SinkSetting: Sendable, Hashable {
  /// How the messages look.
  public enum Kind: String, Sendable, Hashable, CaseIterable { case webhook, cloudevents, fhir, mqtt }

  /// How much of an alert leaves the machine.
  public enum Details: String, Sendable, Hashable, CaseIterable {
    /// Ids, condition, tier, state, times, a link.
    case thin
    /// The whole record but its vectors: also stream, people's names, reasons, numbers.
    case full
  }

  /// Where a CloudEvent's attributes stand.
  public enum Mode: String, Sendable, Hashable, CaseIterable { case structured, binary }

  /// The pauses before each attempt that Standard Webhooks recommends, in milliseconds.
  ///
  /// - Source: Standard Webhooks, "Retries": 0, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h.
  public static let publishedRetry: [Int64] = [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400].map { $0 * 1_000 }

  /// Lower-case letters, digits and -, used once.
  public var name: String
  public var kind: Kind
  /// Where to; what it holds besides scheme, host and port may be a secret.
  public var url: String
  /// Signing secrets, one a line; more than one while they are being changed.
  public var secretFile: String?
  /// A bearer token.
  public var tokenFile: String?
  /// MQTT's user and the file of its password.
  public var user: String?
  public var passwordFile: String?
  /// PEM certificates to trust instead of the system's.
  public var certificate: String?
  /// Milliseconds before each attempt.
  public var retry = SinkSetting.publishedRetry
  public var details = Details.thin
  /// Whether explanations are handed over too.
  public var explains = false
  /// Whether it starts switched on.
  public var isOn = true
  /// Where this server's pages are found; `nil` = no link is sent.
  public var link: String?
  public var timeoutSeconds = 20
  public var mode = Mode.structured
  /// Where events come from, as CloudEvents and FHIR identifiers name it.
  public var source = "urn:mediaskinoscope"
  /// First part of MQTT topics.
  public var topic = "mediaskinoscope"
  /// Home Assistant's discovery prefix; `nil` = nothing is announced.
  public var discovery: String? = "homeassistant"

  /// - Parameters:
  ///   - name: the sink's name.
  ///   - kind: how the messages look.
  ///   - url: where to.
  public init(name: String, kind: Kind, url: String) {
    self.name = name
    self.kind = kind
    self.url = url
  }
}
