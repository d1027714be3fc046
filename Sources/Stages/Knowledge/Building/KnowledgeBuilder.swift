public import Foundation
internal import SQLite
public import Vocabulary

/// Builds the store that ships: the same content and embedder give the same version, and nothing is done twice.
///
/// - Threading: reads and writes files on its own queue.
public actor KnowledgeBuilder {
  /// What a build came to.
  public struct Outcome: Sendable, Hashable, Codable {
    public let version: String
    public let documents: Int
    public let passages: Int
    /// Passages whose vectors had to be computed; the others were taken over.
    public let embedded: Int
  }

  private let embedder: SentenceVectors
  private let time: any TimeSource
  private nonisolated let executor = QueueExecutor(name: "knowledge.build", quality: .utility)
  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  public init(embedder: SentenceVectors, time: any TimeSource) {
    self.embedder = embedder
    self.time = time
  }

  /// Writes the store to `file`. It is made beside it and then put in its place: a reader sees the old one or the new one.
  public func build(_ content: KnowledgeContent, to file: URL) async throws(KnowledgeError) -> Outcome {
    let version = content.version(embedder: embedder.fingerprint)
    let count = content.documents.reduce(0) { $0 + $1.passages.count }
    // A store that cannot be read, of another version say, is built anew without its help.
    let old = try? KnowledgeFile(path: file.path, isWritable: false)
    if let old, (try? old.fact("version")) == version {
      return Outcome(version: version, documents: content.documents.count, passages: count, embedded: 0)
    }
    var vectors = (try? old?.vectors(of: embedder.fingerprint, width: embedder.dimension)) ?? [:]
    let new = content.documents.flatMap { document in
      zip(document.identifiers, document.passages).filter { vectors[$0.0] == nil }
        .map { ($0.0, PassageHeading.embedded($0.1, title: document.title)) }
    }
    for (row, vector) in zip(new, try await embedder.encode(new.map(\.1))) { vectors[row.0] = vector }
    try write(content, version, vectors, to: file)
    return Outcome(version: version, documents: content.documents.count, passages: count, embedded: new.count)
  }

  private func write(
    _ content: KnowledgeContent, _ version: String, _ vectors: [String: [Float]], to file: URL
  ) throws(KnowledgeError) {
    let part = file.path + ".part"
    try? FileManager.default.removeItem(atPath: part)
    try KnowledgeError.store {
      let store = try KnowledgeFile(path: part, isWritable: true, isShared: false)
      let now = time.now().rfc3339
      for document in content.documents {
        try store.store(
          document, vectors: document.identifiers.map { vectors[$0] ?? [] }, embedder: embedder.fingerprint, at: now, who: "build"
        )
      }
      try store.store(terms: content.terms, synonyms: content.synonyms)
      for (key, value) in [("version", version), ("built_at", now), ("embedder", embedder.fingerprint.text)] {
        try store.setFact(key, value)
      }
    }
    do throws(FileLock.Failure) { try FilePlace.put(part, at: file.path) } catch {
      throw .content(file: file.lastPathComponent, reason: "it cannot be put in place: \(error)")
    }
  }
}
