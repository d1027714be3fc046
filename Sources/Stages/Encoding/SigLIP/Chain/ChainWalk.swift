internal import OpenVINO

/// One walk along a ``SliceChain`` at a time, with inputs, states and requests of its own.
///
/// What one slice writes is what the next one reads, the same memory: two blocks of states take turns.
///
/// - Threading: one owner, where blocking is allowed.
final class ChainWalk {
  private let chain: SliceChain
  private let requests: [InferenceRequest]
  /// Of the present walk.
  private(set) var tokens = 0
  /// The slice that runs next.
  private(set) var next = 0
  private var patches: Tensor?

  init(_ chain: SliceChain) throws(EncodingError) {
    self.chain = chain
    var requests: [InferenceRequest] = []
    for slice in chain.slices { requests.append(try engine { () throws(OpenVINOError) in try slice.makeRequest() }) }
    self.requests = requests
  }

  var sliceCount: Int { requests.count }
  var isFinished: Bool { next == requests.count }

  /// Begins a walk over `positions.count ÷ width` tokens; `fill` writes their patches.
  ///
  /// - Shape: `positions` `[N, width]`; patches `[N, 3·p·p]`.
  func begin(positions: [Float], fill: (inout MutableSpan<Float>) -> Void) throws(EncodingError) {
    let count = positions.count / chain.width
    try engine { () throws(OpenVINOError) in
      let patches = try input(for: count)
      try requests[0].set("positions", to: Tensor(positions, shape: [count, chain.width]))
      try patches.withMutableElements(of: Float.self, fill)
    }
    next = 0
  }

  /// Runs the next slice.
  ///
  /// - Precondition: the walk is not finished.
  func advance() throws(EncodingError) {
    try engine { () throws(OpenVINOError) in try requests[next].infer() }
    next += 1
  }

  /// Runs what is left.
  func finish() throws(EncodingError) { while !isFinished { try advance() } }

  /// Output `name` of the finished walk.
  func output(_ name: String) throws(EncodingError) -> [Float] {
    try engine { () throws(OpenVINOError) in try requests[requests.count - 1].output(name) }
  }

  /// The block that holds the patches, made anew with the states when the number of tokens changes.
  private func input(for count: Int) throws(OpenVINOError) -> Tensor {
    if count == tokens, let patches { return patches }
    let patches = try Tensor(Float.self, shape: [1, count, chain.patchValueCount])
    try requests[0].set("patches", to: patches)
    if requests.count > 1 {
      let states = [
        try Tensor(Float.self, shape: [1, count, chain.width]), try Tensor(Float.self, shape: [1, count, chain.width]),
      ]
      for number in requests.indices.dropLast() {
        try requests[number].set("next", to: states[number % 2])
        try requests[number + 1].set("states", to: states[number % 2])
      }
    }
    (self.patches, tokens) = (patches, count)
    return patches
  }
}
