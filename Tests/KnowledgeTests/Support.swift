import Detection
import Foundation
import Vocabulary

@testable import Knowledge

/// Turns a text into the counts of its words, each at a place of its own by a hash: alike texts get alike vectors, with no model.
struct WordCounter: TextEmbedder {
  struct Failure: Error {}
  var fingerprint = Fingerprint("word-counter")
  let dimension = 64
  /// Any text that holds it cannot be embedded.
  var refused: String?

  func encode(_ texts: [String]) async throws(Failure) -> [[Float]] {
    if let refused, texts.contains(where: { $0.contains(refused) }) { throw Failure() }
    return texts.map { text in
      var vector = [Float](repeating: 0, count: dimension)
      for word in SearchWords.of(text) {
        vector[Int(word.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 } % 64)] += 1
      }
      let length = max(1, vector.reduce(0) { $0 + $1 * $1 }.squareRoot())
      return vector.map { $0 / length }
    }
  }
}

enum Places {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let knowledge = root.appending(path: "Knowledge")

  /// Every pack that ships.
  static func packs() throws -> [Pack] {
    let folder = root.appending(path: "Packs")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }.sorted()
    return try names.map { try PackReader.read(file: folder.appending(path: $0).path) }
  }
}

/// An empty folder that is removed again.
func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "knowledge-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder)
}

/// A library over the project's own content, with a store of the user's in `folder`.
func library(in folder: URL, embedder: WordCounter = WordCounter()) async throws -> KnowledgeLibrary {
  let vectors = SentenceVectors(embedder)
  let base = folder.appending(path: "base.sqlite")
  let content = try KnowledgeContent(folder: Places.knowledge, packs: try Places.packs())
  _ = try await KnowledgeBuilder(embedder: vectors, time: SystemTime()).build(content, to: base)
  return try await KnowledgeLibrary.open(
    base: base, own: folder.appending(path: "data/own.sqlite"), packs: try Places.packs(), embedder: vectors, time: SystemTime())
}

extension URL {
  func writing(_ text: String) throws -> URL {
    try Data(text.utf8).write(to: self)
    return self
  }
}
