internal import OpenVINO

/// Element types of safetensors files that weights may have.
enum NumberType: String {
  case f32 = "F32"
  case f16 = "F16"
  case bf16 = "BF16"

  var byteCount: Int { self == .f32 ? 4 : 2 }

  var elementType: ElementType {
    switch self {
    case .f32: .f32
    case .f16: .f16
    case .bf16: .bf16
    }
  }

  /// Bytes of one element of any type that the format knows; `nil` for a name it does not.
  static func byteCount(ofAny name: String) -> Int? {
    switch name {
    case "F64", "I64", "U64": 8
    case "F32", "I32", "U32": 4
    case "F16", "BF16", "I16", "U16": 2
    case "I8", "U8", "BOOL", "F8_E4M3", "F8_E5M2": 1
    default: nil
    }
  }
}
