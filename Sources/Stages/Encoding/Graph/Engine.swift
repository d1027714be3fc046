internal import OpenVINO
internal import Tiles
internal import Vocabulary

/// How this process runs graphs: one library core, one device, one precision, as many threads as it was given.
///
/// - Threading: safe from any thread.
final class Engine: Sendable {
  let core: Core
  /// Threads of one inference.
  let threads: Int
  /// Where graphs run: `CPU`, or another that the library knows.
  let device: String
  let precision: Precision
  private let processor: Processor
  private let quantisationGroup: Int
  /// Whether the layers of a tower may run on tiles instead of the library.
  private let allowsTiles: Bool

  /// Inputs that share a scale when activations are quantised on the fly. 128 and 384 were the fastest of 16 to 4304 at the
  /// widths of So400m; fewer are nearer to the truth. `bench encoder` measures.
  static let quantisationGroup = 128

  init(
    threads: Int, precision: Precision = .f32, device: String = DeviceChoice.processor, processor: Processor = .present,
    quantisationGroup: Int = Engine.quantisationGroup, allowsTiles: Bool = true
  ) throws(EncodingError) {
    core = try engine { () throws(OpenVINOError) in try Core() }
    self.threads = threads
    self.device = device
    self.precision = precision
    self.processor = processor
    self.quantisationGroup = quantisationGroup
    self.allowsTiles = allowsTiles
  }

  /// The precision is asked for by name: left alone, the CPU plugin computes in bf16 where it can, and embeddings would differ by
  /// machine.
  var options: [CompileOption] {
    [.latency, .precision(precision == .f32 ? .f32 : narrow)] + own
  }

  /// What only the CPU plugin has; others refuse to hear of it.
  private var own: [CompileOption] {
    guard isProcessor else { return [] }
    return [.threads(threads), .pinning(false)] + (precision == .int8 ? [.dynamicQuantizationGroup(quantisationGroup)] : [])
  }

  private var isProcessor: Bool { device == DeviceChoice.processor }

  /// The type of bf16 arithmetic, and of what lies between int8 products. Where a processor lacks bf16, emulating it for int8's
  /// sake would be slow; other devices have f16.
  private var narrow: ElementType {
    guard isProcessor else { return .f16 }
    return precision == .bf16 || processor.multipliesBfloat16 ? .bf16 : .f32
  }

  /// What multiplies the layers of `graph` here, where that is quicker than the library and as exact.
  func tiles(for graph: some SlicedTower) -> TileInstructions? {
    guard allowsTiles, isProcessor, precision != .f32, let best = TileInstructions.best else { return nil }
    return graph.fitsTiles(precision, best) ? best : nil
  }

  /// What the vectors depend on beside the weights, for fingerprints.
  ///
  /// - Parameter tiles: what multiplies the layers, or `nil` if the library does.
  func arithmetic(on tiles: TileInstructions? = nil) -> String {
    switch precision {
    case .f32: "f32"
    case .bf16: narrow.rawValue
    case .int8:
      switch tiles {
      case .amx, .amxInMemory: "int8 rows/1, activations of 16 bits"
      case .avx512:
        "int8 rows/1, activations of 8 bits in groups of 64, scores of 8 bits beyond \(TileLayer.mostExactTokens) tokens"
      case nil: "int8 rows/1, " + (isProcessor ? "groups of \(quantisationGroup), " : "") + "\(narrow.rawValue) between"
      }
    }
  }

  /// Compiles the graph that `builder` holds over its checkpoint.
  func compile(_ builder: GraphBuilder, named name: String) throws(EncodingError) -> CompiledModel {
    try engine { () throws(OpenVINOError) in
      let weights = try WeightMapping(files: builder.files, extra: builder.extra)
      let model = try core.readModel(xml: builder.xml(named: name), weights: weights)
      return try core.compile(model, device: device, options: options)
    }
  }
}
