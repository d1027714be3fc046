public import Foundation
internal import OpenVINO
public import Vocabulary

/// Sentences as vectors, from a Hugging Face directory of a BERT with mean pooling (MiniLM): the text side of skinlite, and the
/// vectors of retrieval.
///
/// - Threading: inference runs on `executor`, one batch at a time.
/// - Source: sentence-transformers/all-MiniLM-L6-v2; goldens in `Tests/Fixtures/encoding`, made by `Tools/golden/sentences.py`.
public actor SentenceEncoder: TextEmbedder {
  public nonisolated let fingerprint: Fingerprint
  public nonisolated let dimension: Int
  /// Where inference runs.
  public nonisolated let executor: QueueExecutor
  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  private let tokenizer: WordPieceTokenizer
  private let tower: LazyTower<InferenceRequest>

  /// Texts of one run; more gain nothing on two cores and wait longer.
  private static let batchLimit = 16

  /// Reads, checks and hashes the model at `directory`: `config.json`, `vocab.txt`, `model.safetensors`. It is compiled when
  /// the first text comes: a server whose prompts are cached starts without.
  public init(
    directory: URL, threads: Int = 2, hashes: FileHashes = FileHashes(folder: nil),
    executor: QueueExecutor = QueueExecutor(name: "encoding.text")
  ) throws(EncodingError) {
    let configuration = try JSONFile.decode(BertConfiguration.self, at: directory.appending(path: "config.json"))
    try configuration.check()
    let lengthLimit = min(Self.lengthLimit(of: directory), configuration.max_position_embeddings)
    let vocabulary = try WordPieceVocabulary(contentsOf: directory.appending(path: "vocab.txt"))
    guard vocabulary.count <= configuration.vocab_size else {
      throw .configuration(
        file: "vocab.txt", field: "lines", expected: "at most \(configuration.vocab_size)", actual: "\(vocabulary.count)")
    }
    let graph = try BertGraph(configuration: configuration).draw(over: Checkpoint(directory: directory))
    self.tower = LazyTower(graph, named: "sentence", threads: threads)
    self.tokenizer = WordPieceTokenizer(vocabulary: vocabulary, lengthLimit: lengthLimit)
    self.executor = executor
    dimension = configuration.hidden_size
    fingerprint = try Self.fingerprint(of: directory, hashes)
  }

  private struct SequenceLimit: Decodable {
    let max_seq_length: Int
  }

  private static func lengthLimit(of directory: URL) -> Int {
    let limits = try? JSONFile.decode(SequenceLimit.self, at: directory.appending(path: "sentence_bert_config.json"))
    return limits?.max_seq_length ?? 256
  }

  /// The fingerprint that an encoder of `directory` would have.
  static func fingerprint(of directory: URL, _ hashes: FileHashes) throws(EncodingError) -> Fingerprint {
    var builder = FingerprintBuilder()
    builder.add("kind", "bert-mean-l2/1 f32 length \(lengthLimit(of: directory))")
    for name in ["config.json", "vocab.txt", Checkpoint.singleName] {
      try builder.add(file: directory.appending(path: name), hashes)
    }
    return builder.fingerprint()
  }

  /// One vector of L2 norm 1 for each text, in order.
  public func encode(_ texts: [String]) async throws(EncodingError) -> [[Float]] {
    let tokens = texts.map(tokenizer.encode)
    // Texts of like length share a run, so that little of it is padding.
    let order = tokens.indices.sorted { tokens[$0].count < tokens[$1].count }
    var vectors = [[Float]](repeating: [], count: texts.count)
    for start in stride(from: 0, to: order.count, by: Self.batchLimit) {
      let places = order[start..<min(start + Self.batchLimit, order.count)]
      let rows = try run(places.map { tokens[$0] })
      for (place, row) in zip(places, rows) { vectors[place] = row }
    }
    return vectors
  }

  private func run(_ batch: [[Int64]]) throws(EncodingError) -> [[Float]] {
    let inputs = TokenBatch(batch, padding: tokenizer.vocabulary.padding)
    let request = try tower.runner()
    let pooled = try engine { () throws(OpenVINOError) in
      try request.set("ids", to: Tensor(inputs.ids, shape: [inputs.rows, inputs.columns]))
      try request.set("positions", to: Tensor((0..<inputs.columns).map(Int64.init), shape: [inputs.columns]))
      try request.set("mask", to: Tensor(inputs.mask, shape: [inputs.rows, inputs.columns]))
      try request.infer()
      return try request.output("sentence")
    }
    return try Vectors.unitRows(pooled, width: dimension, output: "sentence")
  }
}
