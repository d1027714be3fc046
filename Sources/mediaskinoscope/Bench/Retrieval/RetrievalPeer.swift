import Foundation

/// LlamaIndex in a child process: it splits the same documents its own way, gets vectors of its pieces from the same encoder, and
/// answers the same questions.
///
/// - Source: `Benchmarks/peers/llamaindex_retrieval.py`.
struct RetrievalPeer: Sendable {
  struct Answer: Decodable, Sendable {
    struct Run: Decodable, Sendable {
      let name: String
      let rankings: [[Int]]
      let queriesPerSecond: Double

      private enum CodingKeys: String, CodingKey {
        case name, rankings
        case queriesPerSecond = "queries_per_second"
      }
    }
    let version: String
    let runs: [Run]
  }

  private struct Document: Encodable {
    let title: String
    let text: String
  }
  private struct SplitRequest: Encodable {
    let documents: [Document]
  }
  private struct SplitReply: Decodable {
    let pieces: [String]
  }
  private struct RunRequest: Encodable {
    let documents: [Document]
    let pieces: [String]
    let vectors: [[Float]]
    let questions: [String]
    let questionVectors: [[Float]]

    enum CodingKeys: String, CodingKey {
      case documents, pieces, vectors, questions
      case questionVectors = "question_vectors"
    }
  }

  let python: URL
  let script: URL

  func run(
    _ set: QuestionSet, isTitled: Bool, questionVectors: [[Float]], embed: ([String]) async throws -> [[Float]]
  ) async throws -> Answer {
    let documents = set.documents.map { Document(title: isTitled ? $0.title : "", text: $0.text) }
    let pieces = try await ask("split", SplitRequest(documents: documents), SplitReply.self).pieces
    let request = RunRequest(
      documents: documents, pieces: pieces, vectors: try await embed(pieces), questions: set.questions.map(\.text),
      questionVectors: questionVectors)
    return try await ask("run", request, Answer.self)
  }

  private func ask<Reply: Decodable>(_ mode: String, _ request: some Encodable, _ type: Reply.Type) async throws -> Reply {
    try await withTemporaryFolder { folder in
      let (question, answer) = (folder.appending(path: "request.json"), folder.appending(path: "reply.json"))
      try JSONEncoder().encode(request).write(to: question)
      let process = Process()
      process.executableURL = python
      process.arguments = [script.path, mode, question.path, answer.path]
      process.standardOutput = FileHandle.standardError
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else {
        throw CommandFailure.failed("\(script.lastPathComponent) ended with \(process.terminationStatus); its lines stand above")
      }
      return try JSONDecoder().decode(type, from: Data(contentsOf: answer))
    }
  }
}
