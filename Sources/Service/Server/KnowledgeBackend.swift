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
  /// Records that the caller has read a passage against its sources and stands for it.
  func sign(_ passage: String, comment: String?, by principal: Principal) async throws(BackendError) -> KnowledgePassage
  func revoke(_ passage: String, by principal: Principal) async throws(BackendError) -> KnowledgePassage
}
