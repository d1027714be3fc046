internal import OpenVINO
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

  /// Inputs that share a scale when activations are quantised on the fly. 128 and 384 were the fastest of 16 to 4304 at the
  /// widths of So400m; fewer are nearer to the truth. `bench encoder` measures.
  static let quantisationGroup = 128

  init(
    threads: Int, precision: Precision = .f32, device: String = DeviceChoice.processor, processor: Processor = .present,
    quantisationGroup: Int = Engine.quantisationGroup
  ) throws(EncodingError) {
    core = try engine { () throws(OpenVINOError) in try Core() }
    self.threads = threads
    self.device = device
    self.precision = precision
    self.processor = processor
    self.quantisationGroup = quantisationGroup
  }

  /// The precision is asked for by name: left alone, the CPU plugin computes in bf16 where it can, and embeddings would differ by
  /// machine.
  var options: [CompileOption] {
    // Threads are the CPU plugin's own; others refuse to hear of them.
    let own: [CompileOption] = device == DeviceChoice.processor ? [.threads(threads), .pinning(false)] : []
    let common = [.latency] + own
    return switch precision {
    case .f32: common + [.precision(.f32)]
    case .bf16: common + [.precision(.bf16)]
    case .int8: common + [.precision(activations), .dynamicQuantizationGroup(quantisationGroup)]
    }
  }

  /// What lies between int8 products: bf16 where the processor has it, for emulating it is slow.
  private var activations: ElementType { processor.multipliesBfloat16 ? .bf16 : .f32 }

  /// What the vectors depend on beside the weights, for fingerprints.
  var arithmetic: String {
    precision == .int8 ? "int8 rows/1, groups of \(quantisationGroup), \(activations.rawValue) between" : precision.rawValue
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
