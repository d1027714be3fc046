public import Foundation
internal import OpenVINO
public import Vocabulary

/// The text side of a SigLIP or MedSigLIP directory, at f32.
///
/// - Threading: inference runs on `executor`, one batch at a time.
/// - Source: goldens as for ``SigLIPEncoder``; token goldens with MedSigLIP's own vocabulary.
public actor SigLIPTextEncoder: TextEmbedder {
  public nonisolated let fingerprint: Fingerprint
  public nonisolated let dimension: Int
  /// Where inference runs.
  public nonisolated let executor: QueueExecutor
  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// Imported vectors by text, which stand above the tower's.
  private let descriptors: [String: [Float]]
  private let tokenizer: SigLIPTokenizer
  private let tower: LazyTower

  /// Texts of one run.
  static let batchLimit = 8

  /// Reads and checks the text tower at `directory`; it is compiled when the first text comes, which takes seconds with the real
  /// one.
  public init(
    directory: URL, threads: Int = 2, hashes: FileHashes = FileHashes(folder: nil),
    executor: QueueExecutor = QueueExecutor(name: "encoding.text")
  ) throws(EncodingError) {
    let files = try SigLIPDirectory(directory)
    tokenizer = try files.tokenizer()
    let graph = try SigLIPTextGraph(configuration: files.configuration).draw(over: files.checkpoint)
    tower = LazyTower(graph, named: "siglip-text", threads: threads)
    dimension = files.configuration.dimension
    descriptors = try DescriptorFiles.read(files.url, dimension: files.configuration.dimension)
    fingerprint = try files.textFingerprint(hashes)
    self.executor = executor
  }

  /// One vector of L2 norm 1 for each text, in order.
  public func encode(_ texts: [String]) async throws(EncodingError) -> [[Float]] {
    let computed = texts.filter { descriptors[$0] == nil }
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
    let request = try tower.request()
    let pooled = try engine { () throws(OpenVINOError) in
      try request.set("ids", to: Tensor(ids, shape: [ids.count / tokenizer.length, tokenizer.length]))
      try request.infer()
      return try request.output("embedding")
    }
    return try Vectors.unitRows(pooled, width: dimension, output: "embedding")
  }
}
