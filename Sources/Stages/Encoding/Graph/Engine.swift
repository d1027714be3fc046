internal import OpenVINO

/// How this process runs graphs: one library core, one device, f32 arithmetic, as many threads as it was given.
///
/// - Threading: safe from any thread.
final class Engine: Sendable {
  let core: Core
  /// Threads of one inference.
  let threads: Int
  /// Where graphs run: `CPU`, or another that the library knows.
  let device: String

  init(threads: Int, device: String = DeviceChoice.processor) throws(EncodingError) {
    core = try engine { () throws(OpenVINOError) in try Core() }
    self.threads = threads
    self.device = device
  }

  /// f32 is asked for by name: left alone, the CPU plugin computes in bf16 where it can, and embeddings would differ by machine.
  var options: [CompileOption] {
    // Threads are the CPU plugin's own; others refuse to hear of them.
    let own: [CompileOption] = device == DeviceChoice.processor ? [.threads(threads), .pinning(false)] : []
    return [.latency, .precision(.f32)] + own
  }

  /// Compiles the graph that `builder` holds over its checkpoint.
  func compile(_ builder: GraphBuilder, named name: String) throws(EncodingError) -> CompiledModel {
    try engine { () throws(OpenVINOError) in
      let weights = try WeightMapping(files: builder.checkpoint.files.map(\.file), extra: builder.extra)
      let model = try core.readModel(xml: builder.xml(named: name), weights: weights)
      return try core.compile(model, device: device, options: options)
    }
  }
}
