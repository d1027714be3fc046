internal import OpenVINO

/// A graph that is checked against its checkpoint at once and compiled when it is first needed.
///
/// - Threading: one owner.
final class LazyTower {
  private enum State {
    case drawn(GraphBuilder)
    /// Compiled; the engine has its own copy of the weights once the first run is over.
    case fresh(InferenceRequest, CompiledModel)
    case ready(InferenceRequest)
  }

  private var state: State
  private let name: String
  private let threads: Int

  init(_ graph: GraphBuilder, named name: String, threads: Int) {
    state = .drawn(graph)
    self.name = name
    self.threads = threads
  }

  func request() throws(EncodingError) -> InferenceRequest {
    switch state {
    case .ready(let request): return request
    case .fresh(let request, let compiled):
      // Asked a second time: the first run is over.
      compiled.forgetWeights()
      state = .ready(request)
      return request
    case .drawn(let graph):
      let compiled = try Engine(threads: threads).compile(graph, named: name)
      let request = try engine { () throws(OpenVINOError) in try compiled.makeRequest() }
      state = .fresh(request, compiled)
      return request
    }
  }
}
