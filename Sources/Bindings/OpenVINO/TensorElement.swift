/// A Swift type whose values lie in a tensor as they are.
public protocol TensorElement: BitwiseCopyable, Sendable {
  static var elementType: ElementType { get }
}

extension UInt8: TensorElement { public static var elementType: ElementType { .u8 } }
extension Int8: TensorElement { public static var elementType: ElementType { .i8 } }
extension Int32: TensorElement { public static var elementType: ElementType { .i32 } }
extension Int64: TensorElement { public static var elementType: ElementType { .i64 } }
extension Float: TensorElement { public static var elementType: ElementType { .f32 } }
/// Also carries f16 and bf16 as they lie in a file.
extension UInt16: TensorElement { public static var elementType: ElementType { .other } }
