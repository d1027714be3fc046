/// What a publisher's token says of the sessions that it begins.
public struct SessionClaims: Sendable, Hashable {
  /// The only stream that may be published; `nil` for any.
  public var stream: StreamIdentifier?
  public var subject: SubjectPseudonym?
  /// `nil` where the token says nothing: the stream's or the configuration's own holds.
  public var consent: Consent?

  /// - Parameters:
  ///   - stream: the only one that may be published; `nil` for any.
  ///   - subject: who is in front of the camera.
  ///   - consent: what that person allowed.
  public init(stream: StreamIdentifier? = nil, subject: SubjectPseudonym? = nil, consent: Consent? = nil) {
    self.stream = stream
    self.subject = subject
    self.consent = consent
  }

  /// Whether it says nothing.
  public var isEmpty: Bool { self == SessionClaims() }
}
