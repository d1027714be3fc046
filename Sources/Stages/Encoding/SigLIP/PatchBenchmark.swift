public import Foundation
public import Vocabulary

/// Preprocessing of a SigLIP directory alone, for measuring.
///
/// - Threading: a value; one caller at a time.
public struct PatchBenchmark {
  private let writer: PatchWriter
  private var patches: [Float]

  /// - Throws: what reading the directory throws.
  public init(directory: URL) throws(EncodingError) {
    let files = try SigLIPDirectory(directory)
    let configuration = files.configuration
    writer = PatchWriter(
      mode: .serving, processor: files.processor, imageSide: configuration.imageSide, patchSide: configuration.patchSide)
    patches = [Float](
      repeating: 0, count: configuration.gridSide * configuration.gridSide * configuration.patchValueCount)
  }

  /// Milliseconds of bringing `picture` to the full grid's patches.
  public mutating func measure(_ picture: PixelBuffer) -> Double {
    let writer = writer
    let start = ContinuousClock.now
    var span = patches.mutableSpan
    writer.write(picture, into: &span)
    return (ContinuousClock.now - start).milliseconds
  }
}
