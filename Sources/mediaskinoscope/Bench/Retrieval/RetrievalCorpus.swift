import Foundation
import Knowledge

/// The answers, cut and embedded as the product does it, with the questions' vectors.
struct RetrievalCorpus: Sendable {
  /// Whether a passage carries its page's title.
  let isTitled: Bool
  let entries: [RetrievalIndex.Entry]
  let vectors: [Float]
  let width: Int
  let questionVectors: [[Float]]

  init(
    _ set: QuestionSet, isTitled: Bool, cutter: PassageCutter, embed: ([String]) async throws -> [[Float]]
  ) async throws {
    self.isTitled = isTitled
    entries = set.documents.enumerated().flatMap { place, document in
      cutter.passages(of: document.text).map {
        RetrievalIndex.Entry(heading: isTitled ? document.title : "", text: $0, document: place)
      }
    }
    let rows = try await embed(entries.map { $0.heading.isEmpty ? $0.text : "\($0.heading). \($0.text)" })
    vectors = rows.flatMap { $0 }
    width = rows.first?.count ?? 0
    questionVectors = try await embed(set.questions.map(\.text))
  }

  func index(_ settings: RetrievalSettings) -> RetrievalIndex {
    RetrievalIndex(entries: entries, vectors: vectors, width: width, settings: settings)
  }

  /// For each question the documents that are found, best first.
  func rankings(_ set: QuestionSet, _ index: RetrievalIndex, mode: RetrievalMode, depth: Int = 10) -> [[Int]] {
    zip(set.questions, questionVectors).map { question, vector in
      index.search(question.text, vector: vector, limit: depth, mode: mode, onePerDocument: true).map { entries[$0.row].document }
    }
  }
}
