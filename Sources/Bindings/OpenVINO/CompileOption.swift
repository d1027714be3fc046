/// How a model is compiled and run.
///
/// - Source: property keys of `openvino/c/ov_property.h` and the CPU plugin; named beside each case.
public enum CompileOption: Sendable, Hashable {
  /// Threads of one inference. `INFERENCE_NUM_THREADS`
  case threads(Int)
  /// One request at a time, all threads for it. `PERFORMANCE_HINT=LATENCY`
  case latency
  /// The type in which the arithmetic runs; without it the CPU plugin picks bf16 by itself where it can.
  /// `INFERENCE_PRECISION_HINT`
  case precision(ElementType)
  /// Whether threads stay on their cores; off where other processes share the machine. `ENABLE_CPU_PINNING`
  case pinning(Bool)
  /// Prepared kernels that are kept for shapes seen before, 0 = none. `CPU_RUNTIME_CACHE_CAPACITY`
  case shapeCache(Int)
  /// Group size of dynamic quantisation of activations, 0 = off. `DYNAMIC_QUANTIZATION_GROUP_SIZE`
  case dynamicQuantizationGroup(Int)

  var keyAndValue: (key: String, value: String) {
    switch self {
    case .threads(let count): ("INFERENCE_NUM_THREADS", String(count))
    case .latency: ("PERFORMANCE_HINT", "LATENCY")
    case .precision(let type): ("INFERENCE_PRECISION_HINT", type.rawValue)
    case .pinning(let isOn): ("ENABLE_CPU_PINNING", isOn ? "YES" : "NO")
    case .shapeCache(let count): ("CPU_RUNTIME_CACHE_CAPACITY", String(count))
    case .dynamicQuantizationGroup(let size): ("DYNAMIC_QUANTIZATION_GROUP_SIZE", String(size))
    }
  }
}
