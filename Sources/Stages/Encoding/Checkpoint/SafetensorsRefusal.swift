/// A fault and the tensor it was found at.
struct SafetensorsRefusal: Error {
  let tensor: String?
  let fault: SafetensorsFault

  init(tensor: String?, fault: SafetensorsFault) {
    self.tensor = tensor
    self.fault = fault
  }

  /// - Parameter tensor: the tensor's name; without it, the first part of the error's path is taken for it.
  init(tensor: String? = nil, decoding error: DecodingError) {
    let context: DecodingError.Context =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
        .dataCorrupted(let context):
        context
      @unknown default: DecodingError.Context(codingPath: [], debugDescription: "not JSON")
      }
    let field = context.codingPath.dropFirst().map(\.stringValue).joined(separator: ".")
    self.init(
      tensor: tensor ?? context.codingPath.first?.stringValue,
      fault: .malformed(reason: (field.isEmpty ? "" : field + ": ") + context.debugDescription))
  }
}
