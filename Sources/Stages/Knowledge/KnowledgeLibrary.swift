public import Foundation
public import Vocabulary

/// All knowledge of one server or command: the store that ships and the user's own, as one.
///
/// - Threading: files are read and written, and children waited for, on its own queue; searches run there too.
public actor KnowledgeLibrary {
  let embedder: SentenceVectors
  let packs: [Pack]
  let time: any TimeSource
  let base: URL
  let own: KnowledgeFile?
  let settings: RetrievalSettings
  var shelf: Shelf
  var ownVersion: Int64
  private nonisolated let executor: QueueExecutor
  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// Opens both stores and reads them into memory.
  ///
  /// - Parameters:
  ///   - base: the store that `knowledge build` wrote.
  ///   - own: the user's store, made if it is not there; `nil` for none: then nothing can be imported or signed.
  ///   - packs: whose conditions codes lead to.
  ///   - embedder: the one text embedder; the store must have been built with it.
  ///   - time: for the change log and signatures.
  ///   - settings: how searches weigh words and vectors.
  public static func open(
    base: URL, own: URL?, packs: [Pack], embedder: SentenceVectors, time: any TimeSource,
    settings: RetrievalSettings = .standard
  ) async throws(KnowledgeError) -> KnowledgeLibrary {
    let library = try await Opening().open(base, own, packs, embedder, time, settings)
    try await library.embedMissing()
    return library
  }

  init(
    base: URL, own: KnowledgeFile?, packs: [Pack], embedder: SentenceVectors, time: any TimeSource, settings: RetrievalSettings,
    executor: QueueExecutor
  ) throws(KnowledgeError) {
    self.executor = executor
    (self.base, self.own, self.packs, self.embedder, self.time) = (base, own, packs, embedder, time)
    self.settings = settings
    ownVersion = try KnowledgeError.store { try own?.dataVersion() ?? 0 }
    shelf = try Shelf(base: base, own: own, packs: packs, embedder: embedder, settings: settings)
  }

  /// Opens files on the queue where they will be used.
  private actor Opening {
    private nonisolated let executor = QueueExecutor(name: "knowledge", quality: .userInitiated)
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    func open(
      _ base: URL, _ own: URL?, _ packs: [Pack], _ embedder: SentenceVectors, _ time: any TimeSource,
      _ settings: RetrievalSettings
    ) throws(KnowledgeError) -> KnowledgeLibrary {
      let file = try KnowledgeError.store { try own.map { try KnowledgeFile(path: $0.path, isWritable: true) } }
      return try KnowledgeLibrary(
        base: base, own: file, packs: packs, embedder: embedder, time: time, settings: settings, executor: executor)
    }
  }

  /// What there is.
  public func summary() throws(KnowledgeError) -> KnowledgeSummary {
    try refresh()
    return shelf.summary
  }

  /// Every document, notes first.
  public func documents() throws(KnowledgeError) -> [KnowledgeDocument] {
    try refresh()
    return shelf.documents
  }

  /// The passages of a document, in order.
  public func passages(of document: String) throws(KnowledgeError) -> [KnowledgePassage] {
    try refresh()
    return shelf.passages.filter { $0.document == document }
  }

  /// The passages about a condition, in order.
  public func passages(about condition: ConditionIdentifier) throws(KnowledgeError) -> [KnowledgePassage] {
    try refresh()
    return shelf.passages.filter { $0.condition == condition }
  }

  /// The passage with this identifier, or the only one that begins so.
  public func passage(_ identifier: String) throws(KnowledgeError) -> KnowledgePassage {
    try refresh()
    return try Self.one(shelf.passages, identifier, \.id)
  }

  /// The document with this identifier, or the only one that begins so.
  public func document(_ identifier: String) throws(KnowledgeError) -> KnowledgeDocument {
    try refresh()
    return try Self.one(shelf.documents, identifier, \.id)
  }

  /// What a code is and which conditions it leads to; `nil` if the tables do not have it.
  public func resolve(_ code: String) throws(KnowledgeError) -> OntologyAnswer? {
    try refresh()
    return shelf.ontology.resolve(code)
  }

  /// The passages that fit a query best.
  public func search(_ query: KnowledgeQuery) async throws(KnowledgeError) -> [KnowledgeHit] {
    try refresh()
    let vector = try await embedder.encode([query.text])
    return shelf.search(query, vector: vector[0])
  }

  /// Names that mean the same thing, one group for each: of the packs' conditions first, then of the ontologies' other terms.
  ///
  /// - Returns: the groups.
  /// - Throws: ``KnowledgeError`` if the store cannot be read.
  public func names() throws(KnowledgeError) -> [[String]] {
    try refresh()
    return shelf.names
  }

  /// Vectors of texts by the embedder that the store was built with.
  ///
  /// - Parameter texts: any number.
  /// - Returns: one vector of L2 norm 1 for each, in order.
  /// - Throws: ``KnowledgeError/embedding(_:)``.
  public nonisolated func vectors(of texts: [String]) async throws(KnowledgeError) -> [[Float]] {
    try await embedder.encode(texts)
  }

  private static func one<Item>(_ items: [Item], _ beginning: String, _ id: (Item) -> String) throws(KnowledgeError) -> Item {
    let fitting = beginning.isEmpty ? [] : items.filter { id($0).hasPrefix(beginning) }
    guard let found = fitting.first else { throw .unknown(beginning) }
    guard fitting.count == 1 else { throw .ambiguous(beginning, count: fitting.count) }
    return found
  }

  /// Reads everything again if another process changed the user's store.
  func refresh() throws(KnowledgeError) {
    let version = try KnowledgeError.store { try own?.dataVersion() ?? 0 }
    if version != ownVersion { try reload() }
  }

  func reload() throws(KnowledgeError) {
    shelf = try Shelf(base: base, own: own, packs: packs, embedder: embedder, settings: settings)
    ownVersion = try KnowledgeError.store { try own?.dataVersion() ?? 0 }
  }
}
