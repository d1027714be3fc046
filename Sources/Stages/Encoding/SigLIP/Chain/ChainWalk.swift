internal import OpenVINO
internal import Tiles

/// One walk along a ``SliceChain`` at a time, with inputs, states and requests of its own.
///
/// What one slice writes is what the next one reads, the same memory: two blocks of states take turns.
///
/// - Threading: one owner, where blocking is allowed.
final class ChainWalk {
  private enum Step {
    case request(InferenceRequest)
    case layer(TileLayer, TilePool)
  }

  private let chain: SliceChain
  private let steps: [Step]
  private let first: InferenceRequest
  private let last: InferenceRequest
  /// The slice that runs next.
  private(set) var next = 0
  /// What of it was done, where it is a layer on tiles.
  private var stretch = 0
  private let scratch: TileScratch
  /// Of the present walk: sequences that do not see each other, and tokens of each.
  private var measure = (sequences: 0, tokens: 0)
  /// What slice `n` writes is `states[n % 2]`.
  private var states: [Tensor] = []
  private var patches: Tensor?

  init(_ chain: SliceChain) throws(EncodingError) {
    self.chain = chain
    var (steps, requests) = ([Step](), [InferenceRequest]())
    for slice in chain.slices {
      switch slice {
      case .graph(let model):
        let request = try engine { () throws(OpenVINOError) in try model.makeRequest() }
        requests.append(request)
        steps.append(.request(request))
      case .layer(let layer, let pool): steps.append(.layer(layer, pool))
      }
    }
    guard let first = requests.first, let last = requests.last else { preconditionFailure("a tower has an input and an output") }
    do { scratch = try TileScratch() } catch { throw .tiles(error) }
    (self.steps, self.first, self.last) = (steps, first, last)
  }

  var sliceCount: Int { steps.count }
  var isFinished: Bool { next == steps.count }

  /// Begins a walk over `positions.count ÷ width` patches; `fill` writes them.
  ///
  /// - Shape: `positions` `[N, width]`; patches `[N, 3·p·p]`.
  func begin(positions: [Float], fill: (inout MutableSpan<Float>) -> Void) throws(EncodingError) {
    let count = positions.count / chain.width
    try engine { () throws(OpenVINOError) in
      let patches = try input(for: count)
      try first.set("positions", to: Tensor(positions, shape: [count, chain.width]))
      try patches.withMutableElements(of: Float.self, fill)
    }
    (next, stretch) = (0, 0)
  }

  /// Begins a walk over texts of `length` ids each, one behind the other.
  func begin(ids: [Int64], length: Int) throws(EncodingError) {
    let count = ids.count / length
    try engine { () throws(OpenVINOError) in
      try hold(sequences: count, tokens: length)
      try first.set("ids", to: Tensor(ids, shape: [count, length]))
    }
    (next, stretch) = (0, 0)
  }

  /// Runs the next slice, or of a layer on tiles the next stretch.
  ///
  /// - Precondition: the walk is not finished.
  func advance() throws(EncodingError) { try run(stretches: 1) }

  /// Runs what is left.
  func finish() throws(EncodingError) { while !isFinished { try run(stretches: TileLayer.stretchCount) } }

  /// Runs the next slice, at most so many stretches of it.
  private func run(stretches most: Int) throws(EncodingError) {
    switch steps[next] {
    case .request(let request): try engine { () throws(OpenVINOError) in try request.infer() }
    case .layer(let layer, let pool):
      let stretches = stretch..<min(stretch + most, TileLayer.stretchCount)
      try run(layer, stretches, on: pool, from: states[(next + 1) % 2], into: states[next % 2])
      stretch = stretches.upperBound
      guard stretch == TileLayer.stretchCount else { return }
    }
    (next, stretch) = (next + 1, 0)
  }

  /// Output `name` of the finished walk.
  func output(_ name: String) throws(EncodingError) -> [Float] {
    try engine { () throws(OpenVINOError) in try last.output(name) }
  }

  /// The block that holds the patches, made anew with the states when the number of tokens changes.
  private func input(for count: Int) throws(OpenVINOError) -> Tensor {
    if measure == (1, count), let patches { return patches }
    let patches = try Tensor(Float.self, shape: [1, count, chain.inputWidth])
    try first.set("patches", to: patches)
    self.patches = patches
    try hold(sequences: 1, tokens: count)
    return patches
  }

  /// States of the walk's measure between its slices.
  private func hold(sequences: Int, tokens: Int) throws(OpenVINOError) {
    guard measure != (sequences, tokens), steps.count > 1 else { return measure = (sequences, tokens) }
    let shape = [sequences, tokens, chain.width]
    states = [try Tensor(Float.self, shape: shape), try Tensor(Float.self, shape: shape)]
    for (number, step) in steps.enumerated() {
      guard case .request(let request) = step else { continue }
      if number < steps.count - 1 { try request.set("next", to: states[number % 2]) }
      if number > 0 { try request.set("states", to: states[(number + 1) % 2]) }
    }
    measure = (sequences, tokens)
  }

  private func run(
    _ layer: TileLayer, _ stretches: Range<Int>, on pool: TilePool, from states: Tensor, into next: Tensor
  ) throws(EncodingError) {
    let fault = try engine { () throws(OpenVINOError) in
      try states.withElements(of: Float.self) { (source) throws(OpenVINOError) in
        try next.withMutableElements(of: Float.self) { target -> TilesError? in
          do throws(TilesError) {
            try pool.run(layer, stretches, with: scratch, source, into: &target, sequences: measure.sequences)
          } catch { return error }
          return nil
        }
      }
    }
    if let fault { throw .tiles(fault) }
  }
}
