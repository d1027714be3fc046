public import Foundation
public import Vocabulary

/// The text side of a SigLIP or MedSigLIP directory.
///
/// The tower is compiled when a text comes, and its memory is given back some time after the last one: with MedSigLIP's shape it holds as
/// much as the image side, and vectors of wordings are kept, so a server asks when it starts and when somebody changes a wording.
///
/// - Threading: inference runs on `executor`, one batch at a time.
/// - Source: goldens as for ``SigLIPEncoder``; token goldens with MedSigLIP's own vocabulary.
public actor SigLIPTextEncoder: TextEmbedder {
  public nonisolated let fingerprint: Fingerprint
  public nonisolated let dimension: Int
  /// In which the tower computes.
  public nonisolated let precision: Precision
  /// Where inference runs.
  public nonisolated let executor: QueueExecutor
  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// Imported vectors by text, which stand above the tower's.
  private let descriptors: [String: [Float]]
  private let tokenizer: SigLIPTokenizer
  private let tower: SigLIPTextTower

  private let patience: Duration
  /// Calls so far that ran the tower: who wants to give the memory back knows by it whether anybody came meanwhile.
  private(set) var uses = 0

  /// Texts of one run.
  static let batchLimit = 8

  /// Reads and checks the text tower at `directory`; it is compiled when the first text comes, which takes seconds with the real
  /// one.
  ///
  /// - Parameters:
  ///   - directory: as Hugging Face lays it out.
  ///   - precision: that of the image side; texts follow it as far as bf16, where the processor multiplies that.
  ///   - threads: those of one inference.
  ///   - hashes: remembers hashes of large files between starts.
  ///   - patience: how long the compiled tower stays after its last text.
  ///   - executor: where inference runs.
  /// - Throws: what reading the directory throws.
  public init(
    directory: URL, precision: Precision = .f32, threads: Int = 2, hashes: FileHashes = FileHashes(folder: nil),
    patience: Duration = .seconds(60), executor: QueueExecutor = QueueExecutor(name: "encoding.text")
  ) throws(EncodingError) {
    self.precision = precision.ofTexts(on: .present)
    let files = try SigLIPDirectory(directory)
    tokenizer = try files.tokenizer()
    tower = try SigLIPTextTower(files, threads: threads, precision: self.precision)
    self.patience = patience
    dimension = files.configuration.dimension
    descriptors = try DescriptorFiles.read(files.url, dimension: files.configuration.dimension)
    fingerprint = try files.textFingerprint(hashes, self.precision)
    self.executor = executor
  }

  /// One vector of L2 norm 1 for each text, in order.
  public func encode(_ texts: [String]) async throws(EncodingError) -> [[Float]] {
    let computed = texts.filter { descriptors[$0] == nil }
    defer { if !computed.isEmpty { releaseLater() } }
    var vectors: [[Float]] = []
    for start in stride(from: 0, to: computed.count, by: Self.batchLimit) {
      vectors += try run(computed[start..<min(start + Self.batchLimit, computed.count)])
    }
    var rest = vectors[...]
    return texts.compactMap { descriptors[$0] ?? rest.popFirst() }
  }

  private func run(_ texts: ArraySlice<String>) throws(EncodingError) -> [[Float]] {
    var ids: [Int64] = []
    for text in texts { ids += try tokenizer.encode(text) }
    return try vectors(ids: ids)
  }

  /// The tower alone, on ids of whole texts one behind the other.
  func vectors(ids: [Int64]) throws(EncodingError) -> [[Float]] {
    try Vectors.unitRows(try tower.embed(ids: ids), width: dimension, output: "embedding")
  }

  private func releaseLater() {
    uses += 1
    Task { [weak self, uses, patience] in
      // Nobody cancels it; were it so, the memory would stay until the next use.
      guard (try? await Task.sleep(for: patience)) != nil else { return }
      await self?.release(ifStill: uses)
    }
  }

  /// Gives the compiled tower's memory back unless it has run again; the next text compiles it anew.
  ///
  /// - Parameter seen: ``uses`` as it was.
  func release(ifStill seen: Int) {
    if uses == seen { tower.release() }
  }

  /// Whether the engine holds a copy of the tower's weights.
  var isCompiled: Bool { tower.isCompiled }
}
