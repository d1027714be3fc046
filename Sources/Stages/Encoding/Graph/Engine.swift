internal import OpenVINO

/// How this process runs graphs: one library core, f32 arithmetic, as many threads as it was given.
///
/// - Threading: safe from any thread.
final class Engine: Sendable {
  let core: Core
  /// Threads of one inference.
  let threads: Int

  init(threads: Int) throws(EncodingError) {
    core = try engine { () throws(OpenVINOError) in try Core() }
    self.threads = threads
  }

  /// f32 is asked for by name: left alone, the CPU plugin computes in bf16 where it can, and embeddings would differ by machine.
  var options: [CompileOption] { [.latency, .threads(threads), .precision(.f32), .pinning(false)] }

  /// Compiles the graph that `builder` holds over its checkpoint.
  func compile(_ builder: GraphBuilder, named name: String) throws(EncodingError) -> CompiledModel {
    try engine { () throws(OpenVINOError) in
      let weights = try WeightMapping(files: builder.checkpoint.files.map(\.file), extra: builder.extra)
      let model = try core.readModel(xml: builder.xml(named: name), weights: weights)
      return try core.compile(model, options: options)
    }
  }
}
