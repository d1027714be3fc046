/// With what a session begins: who is in front of the camera, and what that person allows.
public struct SessionIntent: Sendable, Hashable {
  public let subject: SubjectPseudonym?
  public let consent: Consent

  /// - Parameters:
  ///   - subject: a pseudonym; `nil` where nobody gave one.
  ///   - consent: what holds from the first frame on.
  public init(subject: SubjectPseudonym? = nil, consent: Consent) {
    self.subject = subject
    self.consent = consent
  }
}
