/// What the server serves of heads that are learned from verdicts.
///
/// - Threading: called from any task; no call blocks a thread.
public protocol TeachingBackend: Sendable {
  /// What there is to learn from, the heads with their figures, and what was in force when.
  ///
  /// - Returns: all of it.
  /// - Throws: ``BackendError/journal(_:)`` where the journal cannot be read.
  func report() async throws(BackendError) -> TeachingReport

  /// Starts to learn a head from the verdicts there are; one at a time, beside the road.
  ///
  /// - Parameters:
  ///   - name: the head's; it gets its next version.
  ///   - principal: who asks for it.
  /// - Returns: how it stands; too few verdicts are told there.
  /// - Throws: ``BackendError/unacceptable(status:reason:)`` where one is being learned already, or the name is none.
  func learn(_ name: String, by principal: Principal) async throws(BackendError) -> TeachingReport.Fitting

  /// Puts a version in force.
  ///
  /// - Parameters:
  ///   - name: the head's.
  ///   - version: which.
  ///   - principal: who does it.
  /// - Returns: everything as it is then.
  /// - Throws: ``BackendError/unacceptable(status:reason:)`` where there is no such version, it was changed on the disk or does not fit.
  func activate(_ name: String, _ version: Int, by principal: Principal) async throws(BackendError) -> TeachingReport

  /// Puts in force what was before.
  ///
  /// - Parameters:
  ///   - name: the head's.
  ///   - principal: who does it.
  /// - Returns: everything as it is then.
  /// - Throws: ``BackendError/unacceptable(status:reason:)`` where nothing is in force.
  func rollBack(_ name: String, by principal: Principal) async throws(BackendError) -> TeachingReport
}
