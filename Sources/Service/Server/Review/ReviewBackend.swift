public import Vocabulary

/// What the server serves of review. Nothing that a reader must not know yet comes out of it.
///
/// - Threading: called from any task; no call blocks a thread.
public protocol ReviewBackend: Sendable {
  /// What a reader may read now.
  ///
  /// - Parameter principal: the reader.
  /// - Returns: cases in their order, and how the sampling was.
  /// - Throws: ``BackendError``.
  func queue(for principal: Principal) async throws(BackendError) -> ReviewQueue

  /// A case as it stands for a reader; the result only after the reader's own answer.
  ///
  /// - Parameters:
  ///   - name: of the case.
  ///   - principal: the reader.
  /// - Returns: the case.
  /// - Throws: ``BackendError/unknownCase``.
  func reviewCase(_ name: String, for principal: Principal) async throws(BackendError) -> ReviewCaseRecord

  /// A picture of a case: the first, and the others once the case is revealed to the reader, since their number would tell.
  ///
  /// - Parameters:
  ///   - position: from 0.
  ///   - name: of the case.
  ///   - principal: the reader.
  /// - Returns: a JPEG file.
  /// - Throws: ``BackendError/unknownCase``.
  func picture(_ position: Int, of name: String, for principal: Principal) async throws(BackendError) -> [UInt8]

  /// Stores a reader's answer, then reveals.
  ///
  /// - Parameters:
  ///   - name: of the case.
  ///   - answer: what it resembles.
  ///   - principal: the reader.
  /// - Returns: the case with its result.
  /// - Throws: ``BackendError``; 409 for a case that this reader has judged, or that needs no more readings.
  func judge(_ name: String, _ answer: ReviewAnswer, by principal: Principal) async throws(BackendError) -> ReviewCaseRecord

  /// Stores what somebody says of an alert knowing the result.
  ///
  /// - Parameters:
  ///   - alert: which.
  ///   - answer: what it resembles.
  ///   - principal: who says so.
  /// - Returns: the verdict, which counts as none of the blind readings.
  /// - Throws: ``BackendError``.
  func judge(_ alert: AlertIdentifier, _ answer: ReviewAnswer, by principal: Principal) async throws(BackendError)
    -> ReviewVerdict

  /// How readers agree among themselves and with the system.
  ///
  /// - Returns: an object.
  /// - Throws: ``BackendError``.
  func statistics() async throws(BackendError) -> JSONValue

  /// Everything that was said.
  ///
  /// - Returns: oldest first.
  /// - Throws: ``BackendError``.
  func verdicts() async throws(BackendError) -> [ReviewVerdict]
}
