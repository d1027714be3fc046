public import Vocabulary

/// What the server serves for choosing thresholds and packs.
///
/// - Threading: called from any task; no call blocks a thread.
public protocol WorkbenchBackend: Sendable {
  /// What a threshold means, and which threshold means what somebody wants.
  ///
  /// - Parameters:
  ///   - stream: one that runs.
  ///   - query: condition, what is wanted, prevalence.
  /// - Returns: the point; what cannot be had is said in it.
  /// - Throws: ``BackendError/unknownStream(_:)``, ``BackendError/invalid(pointer:allowed:)``.
  func operatingPoint(
    _ stream: StreamIdentifier, _ query: OperatingPointQuery
  ) async throws(BackendError) -> OperatingPoint

  /// Scores what is kept of a stream again.
  ///
  /// - Parameters:
  ///   - stream: one that runs.
  ///   - query: settings, pack, time.
  /// - Returns: the alerts that would have been; why there are none to tell of where nothing is kept.
  /// - Throws: ``BackendError``.
  func whatIf(_ stream: StreamIdentifier, _ query: WhatIfQuery) async throws(BackendError) -> WhatIf

  /// The packs that may be tried.
  ///
  /// - Returns: those that ship and those that are kept.
  /// - Throws: ``BackendError``.
  func candidates() async throws(BackendError) -> [PackCandidate]

  /// Takes a pack in, after its lint.
  ///
  /// - Parameters:
  ///   - bytes: its YAML.
  ///   - principal: who brings it.
  /// - Returns: the candidate.
  /// - Throws: ``BackendError/unacceptable(status:reason:)`` for one with errors.
  func addCandidate(_ bytes: [UInt8], by principal: Principal) async throws(BackendError) -> PackCandidate

  /// Which pack a stream is judged by, and what runs beside it.
  ///
  /// - Parameter stream: one that runs.
  /// - Returns: its state.
  /// - Throws: ``BackendError/unknownStream(_:)``.
  func pack(_ stream: StreamIdentifier) async throws(BackendError) -> PackState

  /// Runs a candidate beside the pack in force; an earlier candidate of the stream ends.
  ///
  /// - Parameters:
  ///   - stream: one that runs.
  ///   - pack: name or fingerprint of a candidate.
  ///   - principal: who wants it.
  /// - Returns: the stream's state.
  /// - Throws: ``BackendError``.
  func startShadow(
    _ stream: StreamIdentifier, pack: String, by principal: Principal
  ) async throws(BackendError) -> PackState

  /// Ends the candidate's run.
  ///
  /// - Parameters:
  ///   - stream: one that runs.
  ///   - principal: who wants it.
  /// - Returns: the stream's state.
  /// - Throws: ``BackendError``.
  func stopShadow(_ stream: StreamIdentifier, by principal: Principal) async throws(BackendError) -> PackState

  /// Puts the candidate that runs beside in force.
  ///
  /// - Parameters:
  ///   - stream: one that runs.
  ///   - revision: what was read, if the caller says so.
  ///   - principal: who wants it.
  /// - Returns: the stream's state.
  /// - Throws: ``BackendError/stale(current:)``, ``BackendError/unacceptable(status:reason:)`` where nothing runs beside.
  func promote(
    _ stream: StreamIdentifier, ifRevision revision: String?, by principal: Principal
  ) async throws(BackendError) -> PackState

  /// Takes the last promotion back: the pack and the settings that were in force before it.
  ///
  /// - Parameters:
  ///   - stream: one that runs.
  ///   - revision: what was read, if the caller says so.
  ///   - principal: who wants it.
  /// - Returns: the stream's state.
  /// - Throws: ``BackendError/stale(current:)``, ``BackendError/unacceptable(status:reason:)`` where nothing was promoted.
  func rollBack(
    _ stream: StreamIdentifier, ifRevision revision: String?, by principal: Principal
  ) async throws(BackendError) -> PackState

  /// The newest changes of a stream's thresholds and packs.
  ///
  /// - Parameters:
  ///   - stream: one that runs.
  ///   - limit: how many at most.
  /// - Returns: journal entries, newest first.
  /// - Throws: ``BackendError``.
  func changes(_ stream: StreamIdentifier, limit: Int) async throws(BackendError) -> [JournalEntry]
}
