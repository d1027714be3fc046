internal import Dispatch
import Foundation
internal import OpenVINO
internal import Resampling
internal import Synchronization
internal import Vocabulary

/// The skinlite graph compiled for one batch size, with its input's memory.
///
/// - Threading: one owner.
final class SkinLiteRequest {
  private let request: InferenceRequest
  private let pixels: Tensor
  private let side: Int

  /// Reads and compiles the graph at `directory` for each batch size, side by side: the library uses one core for what takes most
  /// of a start.
  static func all(
    _ directory: URL, _ description: SkinLiteDescription, batches: [Int], _ engine: Engine
  ) throws(EncodingError) -> [SkinLiteRequest] {
    let side = description.input.side
    let compiled = Mutex([Int: Result<CompiledModel, EncodingError>]())
    DispatchQueue.concurrentPerform(iterations: batches.count) { index in
      let result = Result { () throws(EncodingError) in try compile(directory, batch: batches[index], side: side, engine) }
      compiled.withLock { $0[index] = result }
    }
    let results = compiled.withLock { $0 }
    return try batches.enumerated().map { index, batch throws(EncodingError) in
      guard let result = results[index] else { preconditionFailure("concurrentPerform left an iteration out") }
      return try SkinLiteRequest(result.get(), description, batch: batch)
    }
  }

  private static func compile(_ directory: URL, batch: Int, side: Int, _ engine: Engine) throws(EncodingError) -> CompiledModel {
    let model = try SkinLiteGraph.read(directory, engine)
    return try Encoding.engine { () throws(OpenVINOError) in
      // A fixed shape lets the engine choose its kernels once.
      try model.reshape(input: "pixels", to: [batch, side, side, 3])
      return try engine.core.compile(model, device: engine.device, options: engine.options)
    }
  }

  private init(_ compiled: CompiledModel, _ description: SkinLiteDescription, batch: Int) throws(EncodingError) {
    let side = description.input.side
    (request, pixels) = try Encoding.engine { () throws(OpenVINOError) in
      let request = try compiled.makeRequest()
      let pixels = try Tensor(UInt8.self, shape: [batch, side, side, 3])
      try request.set("pixels", to: pixels)
      return (request, pixels)
    }
    self.side = side
    try checkOutputs(description, batch: batch)
  }

  /// Runs once, so that memory is in place, and compares the shapes with what the description promises.
  private func checkOutputs(_ description: SkinLiteDescription, batch: Int) throws(EncodingError) {
    let promised = [
      ("embedding", [batch, description.dimension]),
      ("patches", [batch, description.grid * description.grid, description.dimension]),
      ("gate", [batch, 1]),
    ]
    try Encoding.engine { () throws(OpenVINOError) in try request.infer() }
    for (name, expected) in promised {
      let actual = try Encoding.engine { () throws(OpenVINOError) in try request.tensor(name).shape() }
      guard actual == expected else { throw .shape(tensor: name, expected: expected, actual: actual) }
    }
  }

  /// Resizes `box` of `picture` into place `index` of the batch.
  func fill(_ index: Int, from picture: PixelBuffer, box: PixelBox, _ resizer: PictureResizer) throws(EncodingError) {
    let start = index * side * side * 3
    try Encoding.engine { () throws(OpenVINOError) in
      try pixels.withMutableElements(of: UInt8.self) { bytes in
        resizer.resize(picture, box: box) { y, row in
          RowArithmetic.round(row, into: &bytes, from: start + y * row.count)
        }
      }
    }
  }

  /// Runs on what is filled in.
  func run() throws(EncodingError) -> SkinLiteOutput {
    try Encoding.engine { () throws(OpenVINOError) in
      try request.infer()
      return SkinLiteOutput(
        embeddings: try request.output("embedding"), patches: try request.output("patches"), gates: try request.output("gate"))
    }
  }
}
