/// What went wrong below the inference library's surface. Cases carry facts; no pixel and no prompt is among them.
public enum OpenVINOError: Error, Hashable, CustomStringConvertible {
  /// A C function failed: its name, `ov_status_e`, and what `ov_get_last_err_msg` said.
  case call(function: String, code: Int, message: String)
  /// A file could not be opened or mapped.
  case file(path: String, operation: String, code: Int32)
  /// A tensor has another element type than the caller reads or writes.
  case elementType(tensor: String, expected: ElementType, actual: ElementType)

  public var description: String {
    switch self {
    case .call(let function, let code, let message): "\(function) failed with \(code): \(message)"
    case .file(let path, let operation, let code): "\(operation) \(path) failed: errno \(code)"
    case .elementType(let tensor, let expected, let actual): "tensor \(tensor) is \(actual), not \(expected)"
    }
  }
}
