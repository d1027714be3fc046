internal import Cryptography
import Foundation
internal import Vocabulary

extension SigLIPDirectory {
  /// The vision tower at `precision`: at int8 its matrices become int8 rows first, which takes seconds where they are not kept.
  func visionGraph(_ precision: Precision, caches: URL?, _ hashes: FileHashes) throws(EncodingError) -> SigLIPVisionGraph {
    var graph = SigLIPVisionGraph(configuration: configuration)
    guard precision == .int8 else { return graph }
    // Drawn first: what is wrong with the checkpoint is said in its own terms.
    _ = try graph.draw(over: checkpoint)
    let layout = QuantisedLayout(graph.quantisable)
    graph.quantised = try QuantisedCache(folder: caches?.appending(path: "int8"))
      .weights(layout, of: checkpoint, source: try weightsDigest(hashes))
    return graph
  }

  /// Hash of all weight files, in order.
  func weightsDigest(_ hashes: FileHashes) throws(EncodingError) -> Digest {
    var parts: [String] = []
    for path in checkpoint.paths { parts.append(try hashes.sha256(of: URL(filePath: path))) }
    return SHA256.digest(of: parts.joined(separator: "\n"))
  }

  /// What the image side is, for records and screens.
  func describe(_ preprocessing: SigLIPPreprocessing, _ engine: Engine, _ hashes: FileHashes) throws(EncodingError)
    -> EncoderDescription
  {
    let tiles = engine.tiles(for: SigLIPVisionGraph(configuration: configuration))
    return EncoderDescription(
      model: name,
      fingerprint: try fingerprint(
        "siglip-image \(preprocessing.rawValue), patches of the region and of the frame/1", hashes,
        arithmetic: engine.arithmetic(on: tiles)),
      precision: engine.precision.rawValue, preprocessing: preprocessing.rawValue, dimension: configuration.dimension,
      logitScale: scale, domainThreshold: nil)
  }
}
