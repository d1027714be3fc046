/// Why a message of the Open Inference Protocol cannot be read. Carries places and sizes, never content.
public enum InferenceFault: Error, Sendable, Hashable {
  /// The JSON part is none.
  case json(JSONFault)
  /// The header's stated length does not fit the body, or is beyond the limit; bytes.
  case headerLength(stated: Int, body: Int, limit: Int)
  /// A member is absent or not what it must be.
  case member(pointer: String, allowed: String)
  /// More elements than anyone takes.
  case tooManyElements(tensor: String, limit: Int)
  /// Type and shape ask for another number of bytes than came.
  case byteCount(tensor: String, expected: Int, actual: Int)
  /// Type and shape ask for another number of elements than came.
  case elementCount(tensor: String, expected: Int, actual: Int)
  /// An element of a BYTES tensor reaches beyond its tensor.
  case brokenElement(tensor: String)
  /// Bytes are left over behind the last tensor.
  case surplus(byteCount: Int)
}

extension InferenceFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .json(let fault): fault.description
    case .headerLength(let stated, let body, let limit):
      "Inference-Header-Content-Length is \(stated): it must be 1 to \(limit) and at most the body's \(body) bytes"
    case .member(let pointer, let allowed): "\(pointer): \(allowed)"
    case .tooManyElements(let tensor, let limit): "tensor \(tensor) has more than \(limit) elements"
    case .byteCount(let tensor, let expected, let actual): "tensor \(tensor) needs \(expected) bytes, \(actual) came"
    case .elementCount(let tensor, let expected, let actual): "tensor \(tensor) needs \(expected) elements, \(actual) came"
    case .brokenElement(let tensor): "an element of tensor \(tensor) reaches beyond it"
    case .surplus(let count): "\(count) bytes are left over behind the last tensor"
    }
  }
}
