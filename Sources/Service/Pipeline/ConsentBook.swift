import Synchronization
public import Vocabulary

/// What each running session allows. Whatever keeps, speaks or sends asks here at the moment when it does so.
///
/// - Threading: safe from any thread.
public final class ConsentBook: Sendable {
  private struct Content {
    var standard: Consent
    var stated: [SessionIdentifier: Consent] = [:]
  }

  private let content: Mutex<Content>

  /// - Parameter standard: what holds for a session that states nothing.
  public init(standard: Consent = .standard) { content = Mutex(Content(standard: standard)) }

  /// What `session` allows now; the standard for one that was never stated.
  public func consent(of session: SessionIdentifier) -> Consent { content.withLock { $0.stated[session] ?? $0.standard } }

  /// States what `session` allows from now on.
  public func state(_ consent: Consent, for session: SessionIdentifier) {
    content.withLock { $0.stated[session] = consent }
  }

  /// Forgets a session that is over.
  public func forget(_ session: SessionIdentifier) { content.withLock { $0.stated[session] = nil } }

  /// From now on a session that was never stated allows nothing: what earlier ones allowed could not be read.
  public func distrustUnstated() { content.withLock { $0.standard = .none } }
}
