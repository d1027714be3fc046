internal import COpenVINO

/// The type of a tensor's elements, as far as this project uses them.
public enum ElementType: String, Sendable, Hashable {
  case u8, i8, i32, i64, f16, bf16, f32
  /// Any other `ov_element_type_e`.
  case other

  /// `ov_element_type_e`
  var raw: ov_element_type_e {
    switch self {
    case .u8: U8
    case .i8: I8
    case .i32: I32
    case .i64: I64
    case .f16: F16
    case .bf16: BF16
    case .f32: F32
    case .other: DYNAMIC
    }
  }

  init(raw: ov_element_type_e) {
    let known: [ElementType] = [.u8, .i8, .i32, .i64, .f16, .bf16, .f32]
    self = known.first { $0.raw == raw } ?? .other
  }
}
