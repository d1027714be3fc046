internal import OpenVINO

/// The vision tower, compiled once as a chain of slices that anyone may walk at their own pace.
///
/// - Threading: immutable, safe from any thread; each walker has a ``ChainWalk`` of its own.
final class SliceChain: Sendable {
  let slices: [CompiledModel]
  let width: Int
  let patchValueCount: Int

  /// Compiles slice after slice. Blocks for about a second with the real one.
  init(_ graph: SigLIPVisionGraph, over checkpoint: Checkpoint, on engine: Engine) throws(EncodingError) {
    var slices: [CompiledModel] = []
    for (number, slice) in try graph.slices(over: checkpoint).enumerated() {
      slices.append(try engine.compile(slice, named: "siglip-vision-\(number)"))
    }
    (self.slices, width) = (slices, graph.configuration.vision.width)
    patchValueCount = graph.configuration.patchValueCount
  }

  /// The same tower as one slice, to compare with.
  init(whole graph: SigLIPVisionGraph, over checkpoint: Checkpoint, on engine: Engine) throws(EncodingError) {
    slices = [try engine.compile(try graph.draw(over: checkpoint), named: "siglip-vision")]
    width = graph.configuration.vision.width
    patchValueCount = graph.configuration.patchValueCount
  }

  /// Gives the pages of the weight files back, after the first run: the engine has packed its own copy.
  func forgetWeights() { for slice in slices { slice.forgetWeights() } }
}
