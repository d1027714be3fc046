internal import OpenVINO

/// A tower that is compiled when it is first needed, and anew after it was released.
///
/// - Threading: one owner, where blocking is allowed.
final class LazyTower<Runner> {
  private enum State {
    case drawn
    /// Compiled; the runner has its own copy of the weights once its first run is over.
    case fresh(Runner, forgetWeights: () -> Void)
    case ready(Runner)
  }

  private var state = State.drawn
  private let compile: () throws(EncodingError) -> (Runner, forgetWeights: () -> Void)

  /// - Parameter compile: makes what runs, and how the pages of the weight files are given back once it has run.
  init(_ compile: @escaping () throws(EncodingError) -> (Runner, forgetWeights: () -> Void)) { self.compile = compile }

  /// Whether there is a copy of the weights.
  var isCompiled: Bool {
    if case .drawn = state { return false }
    return true
  }

  /// What runs it; compiles it if nobody has. Whoever asks a second time has run the first.
  func runner() throws(EncodingError) -> Runner {
    switch state {
    case .ready(let runner): return runner
    case .fresh(let runner, let forgetWeights):
      forgetWeights()
      state = .ready(runner)
      return runner
    case .drawn:
      let (runner, forgetWeights) = try compile()
      state = .fresh(runner, forgetWeights: forgetWeights)
      return runner
    }
  }

  /// Gives the copy of the weights back.
  func release() {
    if case .fresh(_, let forgetWeights) = state { forgetWeights() }
    state = .drawn
  }
}

extension LazyTower where Runner == InferenceRequest {
  /// A graph, already checked against its checkpoint, that the library runs in f32.
  convenience init(_ graph: GraphBuilder, named name: String, threads: Int) {
    self.init { () throws(EncodingError) in
      let compiled = try Engine(threads: threads).compile(graph, named: name)
      return (try engine { () throws(OpenVINOError) in try compiled.makeRequest() }, compiled.forgetWeights)
    }
  }
}
