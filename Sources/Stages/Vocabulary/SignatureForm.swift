/// In which form the call service signs its messages; the secret is not part of it.
///
/// - Source: VAPI's `HMACAuthenticationPlan` and its older `server.secret`; with other settings the same covers Standard Webhooks
///   (`{svix-id}.{timestamp}.{body}`, prefix `v1,`, Base64) and GitHub's form.
public struct SignatureForm: Sendable, Hashable {
  /// What stands in the header.
  public enum Scheme: String, Sendable, Hashable, CaseIterable {
    /// A code over the message.
    case hmac
    /// The secret itself: proves the sender, not the message.
    case secret
  }

  /// The hash of the code.
  public enum Algorithm: String, Sendable, Hashable, CaseIterable { case sha256, sha512, sha1 }

  /// How the code is written.
  public enum Encoding: String, Sendable, Hashable, CaseIterable { case hex, base64 }

  public var scheme = Scheme.hmac
  public var algorithm = Algorithm.sha256
  public var encoding = Encoding.hex
  /// In lower case.
  public var signatureHeader = "x-signature"
  /// In lower case.
  public var timestampHeader = "x-timestamp"
  /// In lower case; `nil` = messages have no id of their own.
  public var identifierHeader: String?
  /// Stands before the code.
  public var prefix = ""
  /// What is signed: `{timestamp}`, `{body}`, `{method}`, `{url}` and `{svix-id}` stand for the message's own.
  public var payload = "{timestamp}.{body}"
  /// How far a message's time may be from ours.
  public var tolerance: Duration = .seconds(300)

  /// As VAPI signs that is told nothing.
  public init() {}

  /// Whether a message's time is part of what is signed.
  public var isDated: Bool { scheme == .hmac && payload.contains("{timestamp}") }
}
