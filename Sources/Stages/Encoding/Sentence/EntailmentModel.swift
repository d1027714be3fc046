public import Foundation
internal import OpenVINO
public import Vocabulary

/// Judges whether a sentence follows from a text: a small model that was trained on pairs written for this project, above the lower
/// layers of the sentence encoder.
///
/// - Threading: inference runs on `executor`, one pair at a time.
/// - Source: `Knowledge/entailment/README.md`; goldens in `Tests/Fixtures/encoding/entailment.json`, made by `Tools/entailment/train.py`.
public actor EntailmentModel {
  /// Hash of weights and tokenizer.
  public nonisolated let fingerprint: Fingerprint
  /// Where inference runs.
  public nonisolated let executor: QueueExecutor
  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  private let tokenizer: WordPieceTokenizer
  private let tower: LazyTower<InferenceRequest>

  /// Tokens of a text that are read; what comes after is cut off, so longer texts are refused.
  private static let lengthLimit = 256

  /// Reads and checks both models. The graph is compiled when the first pair comes.
  ///
  /// - Parameters:
  ///   - directory: the entailment model's: `config.json`, `model.safetensors`.
  ///   - sentences: the sentence encoder's, whose lower layers it stands on.
  ///   - threads: those of one inference.
  ///   - hashes: what is remembered of its files.
  ///   - executor: where inference will run.
  /// - Throws: ``EncodingError``; another sentence encoder than the one it was trained on is refused.
  public init(
    directory: URL, sentences: URL, threads: Int = 2, hashes: FileHashes = FileHashes(folder: nil),
    executor: QueueExecutor = QueueExecutor(name: "encoding.entailment")
  ) throws(EncodingError) {
    let configuration = try JSONFile.decode(EntailmentConfiguration.self, at: directory.appending(path: "config.json"))
    try configuration.check()
    let base = try JSONFile.decode(BertConfiguration.self, at: sentences.appending(path: "config.json"))
    try base.check()
    let weights = sentences.appending(path: Checkpoint.singleName)
    let hash = try hashes.sha256(of: weights)
    guard hash == configuration.base_sha256 else {
      throw .configuration(
        file: "config.json", field: "base_sha256", expected: "the hash of \(weights.path), \(hash)",
        actual: configuration.base_sha256)
    }
    let vocabulary = try WordPieceVocabulary(contentsOf: sentences.appending(path: "vocab.txt"))
    let checkpoint = try Checkpoint(paths: [weights.path, directory.appending(path: Checkpoint.singleName).path])
    let graph = try EntailmentGraph(bert: BertGraph(configuration: base), configuration: configuration).draw(over: checkpoint)
    tower = LazyTower(graph, named: "entailment", threads: threads)
    tokenizer = WordPieceTokenizer(vocabulary: vocabulary, lengthLimit: min(Self.lengthLimit, base.max_position_embeddings))
    self.executor = executor
    var builder = FingerprintBuilder()
    builder.add("kind", "entailment/1 f32 length \(Self.lengthLimit)")
    for file in [weights, sentences.appending(path: "vocab.txt"), directory.appending(path: Checkpoint.singleName)] {
      try builder.add(file: file, hashes)
    }
    fingerprint = builder.fingerprint()
  }

  /// Says how surely sentences follow from texts.
  ///
  /// - Parameter pairs: texts with the sentences that are said to follow from them.
  /// - Returns: for each pair, in order, how surely it follows, 0…1.
  /// - Throws: ``EncodingError``, never a number in its place; a text of more tokens than the model reads is refused, since the rest would not be judged.
  public func score(_ pairs: [EntailmentPair]) async throws(EncodingError) -> [Double] {
    var scores: [Double] = []
    for pair in pairs { scores.append(try score(pair)) }
    return scores
  }

  private func score(_ pair: EntailmentPair) throws(EncodingError) -> Double {
    let (premise, claim) = (try tokens(pair.premise), try tokens(pair.claim))
    let request = try tower.runner()
    let output = try engine { () throws(OpenVINOError) in
      for (name, ids) in [("premise", premise), ("claim", claim)] {
        try request.set(name, to: Tensor(ids, shape: [1, ids.count]))
        try request.set(name + "_positions", to: Tensor((0..<ids.count).map(Int64.init), shape: [ids.count]))
      }
      try request.infer()
      return try request.output("score")
    }
    guard output.count == 1, output[0].isFinite else { throw .degenerateVector(output: "score") }
    return 1 / (1 + exp(-Double(output[0])))
  }

  private func tokens(_ text: String) throws(EncodingError) -> [Int64] {
    let ids = tokenizer.encode(text)
    guard ids.count < tokenizer.lengthLimit else {
      throw .configuration(
        file: "text", field: "tokens", expected: "fewer than \(tokenizer.lengthLimit)", actual: "\(ids.count) or more")
    }
    return ids
  }
}
