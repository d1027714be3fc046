internal import Dispatch
import Foundation
internal import OpenVINO
internal import Synchronization

/// The towers of a skinlite model, each compiled as a graph of its own.
///
/// One graph of both, run on one core, took 1.8 times as long for the same numbers, and 1.6 times as long to load (two cores of
/// an Intel Xeon, bf16; ARCHITECTURE.md has the table).
///
/// - Threading: safe from any thread.
struct SkinLiteTowers: Sendable {
  let compiled: [CompiledModel]

  /// Reads and compiles the graphs at `directory` side by side: the library uses one core for what takes most of a start.
  init(_ directory: URL, _ description: SkinLiteDescription, _ engine: Engine) throws(EncodingError) {
    let (names, side) = (description.graphNames, description.input.side)
    let found = Mutex([Int: Result<CompiledModel, EncodingError>]())
    DispatchQueue.concurrentPerform(iterations: names.count) { index in
      let result = Result { () throws(EncodingError) in try Self.compile(directory, names[index], side: side, engine) }
      found.withLock { $0[index] = result }
    }
    let results = found.withLock { $0 }
    compiled = try names.indices.map { index throws(EncodingError) in
      guard let result = results[index] else { preconditionFailure("concurrentPerform left an iteration out") }
      return try result.get()
    }
  }

  private static func compile(
    _ directory: URL, _ name: String, side: Int, _ engine: Engine
  ) throws(EncodingError) -> CompiledModel {
    let model = try SkinLiteGraph.read(directory, name, engine)
    return try Encoding.engine { () throws(OpenVINOError) in
      // A fixed shape lets the engine choose its kernels once.
      try model.reshape(input: "pixels", to: [1, side, side, 3])
      return try engine.core.compile(model, device: engine.device, options: engine.options)
    }
  }
}
