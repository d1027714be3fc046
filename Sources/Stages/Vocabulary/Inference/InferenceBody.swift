/// A body of the Open Inference Protocol, ready to be sent.
public struct InferenceBody: Sendable, Hashable {
  public let bytes: [UInt8]
  /// What ``InferenceMessage/lengthHeader`` must say; `nil` where all is JSON.
  public let headerLength: Int?

  /// Writes a message.
  ///
  /// - Parameters:
  ///   - members: of the JSON part, without the tensors.
  ///   - tensors: in the order in which they are sent.
  ///   - list: the member that will hold them, `inputs` or `outputs`.
  ///   - isBinary: whether a tensor goes behind the JSON. One that JSON cannot say goes there anyway.
  public init(
    members: [String: JSONValue], tensors: [NamedTensor], list: String, isBinary: (NamedTensor) -> Bool = { _ in true }
  ) {
    var members = members
    var descriptions: [JSONValue] = []
    var tail: [UInt8] = []
    var hasTail = false
    for tensor in tensors {
      var description: [String: JSONValue] = [
        "name": .string(tensor.name), "datatype": .string(tensor.type.rawValue),
        "shape": .array(tensor.shape.map { .integer(Int64($0)) }),
      ]
      if !isBinary(tensor), let data = TensorJSON.data(tensor) {
        description["data"] = data
      } else {
        description["parameters"] = .object(["binary_data_size": .integer(Int64(tensor.contents.count))])
        tail += tensor.contents
        hasTail = true
      }
      descriptions.append(.object(description))
    }
    members[list] = .array(descriptions)
    let header = JSONValue.object(members).encoded
    bytes = header + tail
    headerLength = hasTail ? header.count : nil
  }
}
