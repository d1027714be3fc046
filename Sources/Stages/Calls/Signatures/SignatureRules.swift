public import Cryptography
public import Vocabulary

/// How the call service proves that a message is its own.
public struct SignatureRules: Sendable {
  public var form = SignatureForm()
  /// Scheme, host and port under which the service reaches this server: what `{url}` starts with.
  public var publicAddress = ""
  public var secret: Secret

  /// - Parameter secret: what both sides know. One that starts with `whsec_` is Base64 behind that (Standard Webhooks).
  public init(secret: Secret) { self.secret = secret }
}
