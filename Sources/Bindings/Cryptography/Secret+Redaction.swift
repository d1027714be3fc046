extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "‹secret›" }
  public var debugDescription: String { "‹secret›" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

// No conformance to `Encodable`, not even an unavailable one: that would still be found at run time.

extension DefaultStringInterpolation {
  @available(*, unavailable, message: "a secret is not put into text")
  public mutating func appendInterpolation(_ secret: Secret) {
    // Never reached; were it, nothing would be shown.
    appendLiteral(secret.description)
  }
}
