public import Vocabulary

/// What the server serves of sessions.
///
/// - Threading: called from any task; no call blocks a thread.
public protocol SessionBackend: Sendable {
  /// One page of sessions.
  ///
  /// - Parameter query: which.
  /// - Returns: newest first.
  /// - Throws: ``BackendError``.
  func sessions(_ query: SessionQuery) async throws(BackendError) -> Page<SessionSummary>

  /// One session.
  ///
  /// - Parameter id: which.
  /// - Returns: how it stands.
  /// - Throws: ``BackendError/unknownSession(_:)``.
  func session(_ id: SessionIdentifier) async throws(BackendError) -> SessionSummary

  /// Writes another subject, other notes, another consent; all or none.
  ///
  /// - Parameters:
  ///   - id: which.
  ///   - change: what is to be different.
  ///   - revision: if given, must be the session's own.
  ///   - principal: who wants it.
  /// - Returns: how it stands now.
  /// - Throws: ``BackendError``.
  func change(_ id: SessionIdentifier, _ change: SessionChange, ifRevision revision: String?, by principal: Principal)
    async throws(BackendError) -> SessionSummary

  /// Takes back everything that was allowed: what runs is stopped, and everything of the session is purged.
  ///
  /// - Parameters:
  ///   - id: which.
  ///   - reason: 1 to 500 characters.
  ///   - principal: who wants it.
  /// - Returns: the receipt.
  /// - Throws: ``BackendError``.
  func withdraw(_ id: SessionIdentifier, reason: String, by principal: Principal) async throws(BackendError) -> SessionReceipt

  /// The receipt of a purge.
  ///
  /// - Parameter id: a purged session.
  /// - Returns: what was made unreadable.
  /// - Throws: ``BackendError/unknownSession(_:)``; 409 for one that is not purged.
  func receipt(of id: SessionIdentifier) async throws(BackendError) -> SessionReceipt

  /// Everything that is known of a session, for people and printers.
  ///
  /// - Parameter id: which.
  /// - Returns: an object.
  /// - Throws: ``BackendError``.
  func report(of id: SessionIdentifier) async throws(BackendError) -> JSONValue
}
