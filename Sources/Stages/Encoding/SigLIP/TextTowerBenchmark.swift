public import Foundation
internal import OpenVINO
internal import Vocabulary

/// The bare text tower of a SigLIP directory, for measuring: no tokenizer, any tokens.
///
/// - Threading: one owner, where blocking is allowed.
public final class TextTowerBenchmark {
  private let tower: LazyTower
  private let length: Int
  private let vocabularyCount: Int

  /// - Parameters:
  ///   - directory: as Hugging Face lays it out.
  ///   - threads: those of one inference.
  /// - Throws: what reading the directory throws.
  public init(
    directory: URL, threads: Int = min(ProcessInfo.processInfo.activeProcessorCount, 8)
  ) throws(EncodingError) {
    let files = try SigLIPDirectory(directory)
    let graph = try SigLIPTextGraph(configuration: files.configuration).draw(over: files.checkpoint)
    tower = LazyTower(graph, named: "siglip-text", threads: threads)
    (length, vocabularyCount) = (files.configuration.textLength, files.configuration.vocabularyCount)
  }

  /// Embeds as many texts as were asked for, in batches as the server does, the first time with compiling.
  ///
  /// - Parameter count: how many texts.
  /// - Returns: milliseconds.
  /// - Throws: the engine's error.
  public func run(count: Int) throws(EncodingError) -> Double {
    let start = ContinuousClock.now
    let request = try tower.request()
    for first in stride(from: 0, to: count, by: SigLIPTextEncoder.batchLimit) {
      let texts = min(SigLIPTextEncoder.batchLimit, count - first)
      let ids = (0..<(texts * length)).map { Int64(($0 * 7919 + first) % vocabularyCount) }
      try engine { () throws(OpenVINOError) in
        try request.set("ids", to: Tensor(ids, shape: [texts, length]))
        try request.infer()
        _ = try request.output("embedding")
      }
    }
    return (ContinuousClock.now - start).milliseconds
  }
}
