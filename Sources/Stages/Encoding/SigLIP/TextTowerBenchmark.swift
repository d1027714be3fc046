public import Foundation
public import Vocabulary

/// The bare text tower of a SigLIP directory, for measuring: no tokenizer, any tokens.
///
/// - Threading: one owner, where blocking is allowed.
public final class TextTowerBenchmark {
  private let tower: SigLIPTextTower
  private let length: Int
  private let vocabularyCount: Int
  private let dimension: Int

  /// - Parameters:
  ///   - directory: as Hugging Face lays it out.
  ///   - precision: in which it computes.
  ///   - threads: those of one inference.
  /// - Throws: what reading the directory throws.
  public init(
    directory: URL, precision: Precision, threads: Int = min(ProcessInfo.processInfo.activeProcessorCount, 8)
  ) throws(EncodingError) {
    let files = try SigLIPDirectory(directory)
    tower = try SigLIPTextTower(files, threads: threads, precision: precision)
    (length, vocabularyCount) = (files.configuration.textLength, files.configuration.vocabularyCount)
    dimension = files.configuration.dimension
  }

  /// What the server would use on this machine beside pictures in another precision than f32.
  public static var narrow: Precision { Precision.bf16.ofTexts(on: .present) }

  /// Embeds as many texts as were asked for, in batches as the server does, the first time with compiling.
  ///
  /// - Parameter count: how many texts.
  /// - Returns: milliseconds, and each text's vector of L2 norm 1.
  /// - Throws: the engine's error.
  public func run(count: Int) throws(EncodingError) -> (milliseconds: Double, vectors: [[Float]]) {
    let start = ContinuousClock.now
    var vectors: [[Float]] = []
    for first in stride(from: 0, to: count, by: SigLIPTextEncoder.batchLimit) {
      let texts = min(SigLIPTextEncoder.batchLimit, count - first)
      let ids = (0..<(texts * length)).map { Int64(($0 * 7919 + first) % vocabularyCount) }
      vectors += try Vectors.unitRows(try tower.embed(ids: ids), width: dimension, output: "embedding")
    }
    return ((ContinuousClock.now - start).milliseconds, vectors)
  }
}
