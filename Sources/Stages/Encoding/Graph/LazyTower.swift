internal import OpenVINO

/// A graph that is checked against its checkpoint at once, compiled when it is first needed, and anew after it was released.
///
/// - Threading: one owner.
final class LazyTower {
  private enum State {
    case drawn
    /// Compiled; the engine has its own copy of the weights once the first run is over.
    case fresh(InferenceRequest, CompiledModel)
    case ready(InferenceRequest)
  }

  private var state = State.drawn
  private let graph: GraphBuilder
  private let name: String
  private let threads: Int

  init(_ graph: GraphBuilder, named name: String, threads: Int) {
    self.graph = graph
    self.name = name
    self.threads = threads
  }

  /// Whether the engine holds a copy of the weights.
  var isCompiled: Bool {
    if case .drawn = state { return false }
    return true
  }

  func request() throws(EncodingError) -> InferenceRequest {
    switch state {
    case .ready(let request): return request
    case .fresh(let request, let compiled):
      // Asked a second time: the first run is over.
      compiled.forgetWeights()
      state = .ready(request)
      return request
    case .drawn:
      let compiled = try Engine(threads: threads).compile(graph, named: name)
      let request = try engine { () throws(OpenVINOError) in try compiled.makeRequest() }
      state = .fresh(request, compiled)
      return request
    }
  }

  /// Gives the engine's copy of the weights back.
  func release() {
    if case .fresh(_, let compiled) = state { compiled.forgetWeights() }
    state = .drawn
  }
}
