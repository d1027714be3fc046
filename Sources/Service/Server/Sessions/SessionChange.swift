public import Vocabulary

/// What is to be different of a session.
public struct SessionChange: Sendable, Hashable {
  /// A text, or none from now on.
  public enum Text: Sendable, Hashable {
    case set(String)
    case removed
  }

  public var subject: Text?
  public var notes: Text?
  public var consent: ConsentChange?

  /// - Parameters:
  ///   - subject: a pseudonym, as its type allows it.
  ///   - notes: up to 4000 characters.
  ///   - consent: what is stated anew.
  public init(subject: Text? = nil, notes: Text? = nil, consent: ConsentChange? = nil) {
    self.subject = subject
    self.notes = notes
    self.consent = consent
  }
}
