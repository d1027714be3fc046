public import Vocabulary

/// What the server serves of the knowledge store. Where there is none, each call says so by ``BackendError/knowledgeMissing``.
///
/// - Threading: called from any task; no call blocks a thread.
public protocol KnowledgeBackend: Sendable {
  func summary() async throws(BackendError) -> KnowledgeSummary
  func documents() async throws(BackendError) -> [KnowledgeDocument]
  /// In the document's order.
  func passages(of document: String) async throws(BackendError) -> [KnowledgePassage]
  func passages(about condition: ConditionIdentifier) async throws(BackendError) -> [KnowledgePassage]
  func passage(_ id: String) async throws(BackendError) -> KnowledgePassage
  func search(_ query: KnowledgeQuery) async throws(BackendError) -> [KnowledgeHit]
  /// A code and the conditions that it leads to.
  func resolve(_ code: String) async throws(BackendError) -> OntologyAnswer
  /// Every wording of a statement, under whichever of them it is asked for; the last is in force.
  func history(of passage: String) async throws(BackendError) -> [KnowledgeVersion]
  /// What was corrected or signed in a wording that ships no longer.
  func toReview() async throws(BackendError) -> [KnowledgeReviewItem]
  /// Gives a statement another wording, unsigned; ``BackendError/stale(current:)`` if somebody else did meanwhile.
  func correct(
    _ passage: String, _ correction: StatementCorrection, by principal: Principal
  ) async throws(BackendError) -> KnowledgePassage
  /// Queues a document; how it fares is in ``imports()``.
  func bring(_ upload: DocumentUpload, by principal: Principal) async throws(BackendError) -> KnowledgeImportRecord
  /// The newest first.
  func imports() async throws(BackendError) -> [KnowledgeImportRecord]
  /// Takes a document out that was brought in.
  func removeDocument(_ document: String, by principal: Principal) async throws(BackendError)
  /// Records that the caller has read a passage against its sources and stands for it.
  func sign(_ passage: String, comment: String?, by principal: Principal) async throws(BackendError) -> KnowledgePassage
  func revoke(_ passage: String, by principal: Principal) async throws(BackendError) -> KnowledgePassage
}
