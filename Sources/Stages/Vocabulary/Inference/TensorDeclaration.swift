/// What a model says of one input or output.
public struct TensorDeclaration: Sendable, Hashable {
  public let name: String
  public let type: TensorType
  /// −1 for an open dimension; the first counts the batch.
  public let shape: [Int]

  public init(name: String, type: TensorType, shape: [Int]) {
    self.name = name
    self.type = type
    self.shape = shape
  }

  /// As metadata tells it.
  public var json: JSONValue {
    .object([
      "name": .string(name), "datatype": .string(type.rawValue), "shape": .array(shape.map { .integer(Int64($0)) }),
    ])
  }

  /// - Throws: ``InferenceFault/member(pointer:allowed:)``.
  public init(_ value: JSONValue, at pointer: String) throws(InferenceFault) {
    let reader = TensorMembers(value, at: pointer)
    name = try reader.name()
    type = try reader.type()
    shape = try reader.shape(allowingOpen: true)
  }
}
