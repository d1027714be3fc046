import Synchronization
public import Vocabulary

/// What each running session allows. Whatever keeps, speaks or sends asks here at the moment when it does so.
///
/// - Threading: safe from any thread.
public final class ConsentBook: Sendable {
  private let standard: Consent
  private let consents = Mutex<[SessionIdentifier: Consent]>([:])

  /// - Parameter standard: what holds for a session that states nothing.
  public init(standard: Consent = .standard) { self.standard = standard }

  /// What `session` allows now; the standard for one that was never stated.
  public func consent(of session: SessionIdentifier) -> Consent { consents.withLock { $0[session] } ?? standard }

  /// States what `session` allows from now on.
  public func state(_ consent: Consent, for session: SessionIdentifier) { consents.withLock { $0[session] = consent } }

  /// Forgets a session that is over.
  public func forget(_ session: SessionIdentifier) { consents.withLock { $0[session] = nil } }
}
