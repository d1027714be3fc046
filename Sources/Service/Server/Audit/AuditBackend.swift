public import Vocabulary

/// Where the audit is kept.
///
/// - Threading: called from any task; no call blocks a thread.
public protocol AuditBackend: Sendable {
  /// Takes an event, to be stored soon; never waits.
  ///
  /// - Parameter event: what happened.
  func note(_ event: AuditEvent)

  /// One page, newest first; what was noted before is in it.
  ///
  /// - Parameters:
  ///   - filter: which.
  ///   - before: only those with a lower sequence.
  ///   - limit: at least 1.
  /// - Returns: the page.
  /// - Throws: ``BackendError``.
  func page(_ filter: AuditFilter, before: Int64?, limit: Int) async throws(BackendError) -> Page<AuditRecord>

  /// Up to `limit` records, oldest first, for exports.
  ///
  /// - Parameters:
  ///   - filter: which.
  ///   - after: only those with a higher sequence.
  ///   - limit: at least 1.
  /// - Returns: none at the end.
  /// - Throws: ``BackendError``.
  func records(_ filter: AuditFilter, after: Int64, limit: Int) async throws(BackendError) -> [AuditRecord]
}
