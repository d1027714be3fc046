import Encoding
import Foundation
import Knowledge
import Server
import Vocabulary

/// The knowledge library as the server asks it; the server runs without one too.
struct KnowledgeDesk: KnowledgeBackend {
  private let library: Result<KnowledgeLibrary, KnowledgeError>

  /// `nil` where there is none that can be used.
  var opened: KnowledgeLibrary? { try? library.get() }

  /// Opens the store that ships and the user's own, in the data folder.
  static func open(
    resources: Resources, data: String, packs: [Pack], sentences: EncoderCatalog, time: any TimeSource
  ) async -> KnowledgeDesk {
    do {
      let embedder = SentenceVectors(try await sentences.loadSentences())
      return KnowledgeDesk(
        library: .success(
          try await KnowledgeLibrary.open(
            base: resources.knowledgeStore, own: Resources.ownKnowledge(in: data), packs: packs, embedder: embedder, time: time)))
    } catch let error as KnowledgeError { return KnowledgeDesk(library: .failure(error)) } catch {
      return KnowledgeDesk(library: .failure(.embedding("\(error)")))
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

  func sign(_ passage: String, comment: String?, by principal: Principal) async throws(BackendError) -> KnowledgePassage {
    try await ask { library throws(KnowledgeError) in
      try await library.sign(passage: passage, by: principal.name, comment: comment)
    }
  }

  func revoke(_ passage: String, by principal: Principal) async throws(BackendError) -> KnowledgePassage {
    try await ask { library throws(KnowledgeError) in try await library.revoke(passage: passage, by: principal.name) }
  }

  private func ask<Value: Sendable>(
    _ question: @Sendable (KnowledgeLibrary) async throws(KnowledgeError) -> Value
  ) async throws(BackendError) -> Value {
    guard case .success(let library) = library else { throw .knowledgeMissing }
    do throws(KnowledgeError) { return try await question(library) } catch {
      switch error {
      case .unknown, .ambiguous: throw .unknownKnowledge
      default: throw .failed(what: error.userMessage.text)
      }
    }
  }
}
