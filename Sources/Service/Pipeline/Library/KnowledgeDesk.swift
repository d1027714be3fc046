import Encoding
import Foundation
import Journal
import Knowledge
import Server
import Vocabulary

/// The knowledge library as the server asks it; the server runs without one too.
struct KnowledgeDesk: KnowledgeBackend {
  private let library: Result<KnowledgeLibrary, KnowledgeError>
  /// Both stand where the library does.
  private let audit: KnowledgeAudit?
  private let imports: ImportDesk?
  /// Nothing is changed while the journal could not say so.
  private let journalState: @Sendable () -> Health.JournalState

  init(
    library: Result<KnowledgeLibrary, KnowledgeError>, journal: any JournalWriter,
    journalState: @escaping @Sendable () -> Health.JournalState, time: any TimeSource
  ) {
    self.library = library
    self.journalState = journalState
    let opened = try? library.get()
    audit = opened.map { KnowledgeAudit(library: $0, journal: journal, time: time) }
    imports = opened.map { ImportDesk(library: $0, time: time) }
  }

  /// `nil` where there is none that can be used.
  var opened: KnowledgeLibrary? { try? library.get() }

  /// Times that changes could not be brought into the journal.
  var auditFailures: UInt64 { get async { await audit?.failureCount ?? 0 } }

  /// Opens the store that ships and the user's own, in the data folder.
  static func open(
    resources: Resources, data: String, packs: [Pack], sentences: EncoderCatalog, journal: JournalStore, time: any TimeSource
  ) async -> KnowledgeDesk {
    let library: Result<KnowledgeLibrary, KnowledgeError>
    do {
      let embedder = SentenceVectors(try await sentences.loadSentences())
      library = .success(
        try await KnowledgeLibrary.open(
          base: resources.knowledgeStore, own: Resources.ownKnowledge(in: data), packs: packs, embedder: embedder, time: time))
    } catch let error as KnowledgeError { library = .failure(error) } catch {
      library = .failure(.embedding("\(error)"))
    }
    return KnowledgeDesk(library: library, journal: journal, journalState: { journal.state.state }, time: time)
  }

  /// Brings documents in and changes into the journal, until cancelled; without a store there is nothing to do, and that until cancelled.
  func run() async {
    guard let audit, let imports else {
      while (try? await Task.sleep(for: .seconds(3_600))) != nil {}
      return
    }
    await withTaskGroup { group in
      group.addTask { await audit.run() }
      group.addTask { await imports.run { await audit.write() } }
    }
  }

  func summary() async throws(BackendError) -> KnowledgeSummary {
    try await ask { library throws(KnowledgeError) in try await library.summary() }
  }

  func documents() async throws(BackendError) -> [KnowledgeDocument] {
    try await ask { library throws(KnowledgeError) in try await library.documents() }
  }

  func passages(of document: String) async throws(BackendError) -> [KnowledgePassage] {
    try await ask { library throws(KnowledgeError) in
      try await library.passages(of: try await library.document(document).id)
    }
  }

  func passages(about condition: ConditionIdentifier) async throws(BackendError) -> [KnowledgePassage] {
    try await ask { library throws(KnowledgeError) in try await library.passages(about: condition) }
  }

  func passage(_ id: String) async throws(BackendError) -> KnowledgePassage {
    try await ask { library throws(KnowledgeError) in try await library.passage(id) }
  }

  func search(_ query: KnowledgeQuery) async throws(BackendError) -> [KnowledgeHit] {
    try await ask { library throws(KnowledgeError) in try await library.search(query) }
  }

  func resolve(_ code: String) async throws(BackendError) -> OntologyAnswer {
    let answer = try await ask { library throws(KnowledgeError) in try await library.resolve(code) }
    guard let answer else { throw .unknownKnowledge }
    return answer
  }

  func history(of passage: String) async throws(BackendError) -> [KnowledgeVersion] {
    try await ask { library throws(KnowledgeError) in try await library.history(of: passage) }
  }

  func toReview() async throws(BackendError) -> [KnowledgeReviewItem] {
    try await ask { library throws(KnowledgeError) in try await library.toReview() }
  }

  func correct(
    _ passage: String, _ correction: StatementCorrection, by principal: Principal
  ) async throws(BackendError) -> KnowledgePassage {
    try await change { library throws(KnowledgeError) in
      try await library.correct(passage: passage, correction, by: principal.name)
    }
  }

  func sign(_ passage: String, comment: String?, by principal: Principal) async throws(BackendError) -> KnowledgePassage {
    try await change { library throws(KnowledgeError) in
      try await library.sign(passage: passage, by: principal.name, comment: comment)
    }
  }

  func revoke(_ passage: String, by principal: Principal) async throws(BackendError) -> KnowledgePassage {
    try await change { library throws(KnowledgeError) in try await library.revoke(passage: passage, by: principal.name) }
  }

  func bring(_ upload: DocumentUpload, by principal: Principal) async throws(BackendError) -> KnowledgeImportRecord {
    guard let imports else { throw .knowledgeMissing }
    try checkJournal()
    guard let record = imports.submit(upload, by: principal.name) else { throw .overloaded(retryAfterSeconds: 10) }
    return record
  }

  func imports() async throws(BackendError) -> [KnowledgeImportRecord] {
    guard let imports else { throw .knowledgeMissing }
    return imports.all
  }

  func removeDocument(_ document: String, by principal: Principal) async throws(BackendError) {
    _ = try await change { library throws(KnowledgeError) in
      try await library.remove(document: document, by: principal.name)
    }
  }

  private func checkJournal() throws(BackendError) {
    let state = journalState()
    guard state == .ok else { throw .journal(state) }
  }

  private func change<Value: Sendable>(
    _ body: @Sendable (KnowledgeLibrary) async throws(KnowledgeError) -> Value
  ) async throws(BackendError) -> Value {
    try checkJournal()
    let value = try await ask(body)
    await audit?.write()
    return value
  }

  private func ask<Value: Sendable>(
    _ question: @Sendable (KnowledgeLibrary) async throws(KnowledgeError) -> Value
  ) async throws(BackendError) -> Value {
    guard case .success(let library) = library else { throw .knowledgeMissing }
    do throws(KnowledgeError) { return try await question(library) } catch {
      switch error {
      case .unknown, .ambiguous: throw .unknownKnowledge
      case .superseded(let current): throw .stale(current: current)
      case .correction(let pointer, let allowed): throw .invalid(pointer: pointer, allowed: allowed)
      case .notCorrectable, .notYours: throw .unacceptable(status: 409, reason: "Not done: \(error).")
      default: throw .failed(what: error.userMessage.text)
      }
    }
  }
}
