/// A request or an answer of the Open Inference Protocol over HTTP, with JSON or binary tensors.
///
/// - Source: KServe "Predict Protocol - Version 2"; binary tensors as Triton's "Binary Tensor Data Extension" lays them out.
public struct InferenceMessage: Sendable, Hashable {
  /// The header that says how long the JSON part of a body with binary tensors is.
  public static let lengthHeader = "Inference-Header-Content-Length"

  /// The JSON part, the tensors' own data left out.
  public let members: JSONValue
  public let tensors: [NamedTensor]

  /// Reads a body.
  ///
  /// - Parameters:
  ///   - body: the whole body.
  ///   - headerLength: what ``lengthHeader`` says; `nil` where there is none: all of it is JSON.
  ///   - list: the member that holds the tensors, `inputs` or `outputs`.
  ///   - limits: checked before anything is converted.
  public init(
    reading body: [UInt8], headerLength: Int?, list: String, limits: InferenceLimits = InferenceLimits()
  ) throws(InferenceFault) {
    let length = headerLength ?? body.count
    guard length > 0, length <= body.count, length <= limits.headerBytes else {
      throw .headerLength(stated: length, body: body.count, limit: limits.headerBytes)
    }
    let members: JSONValue
    do { members = try JSONValue(parsing: Array(body[..<length])) } catch { throw .json(error) }
    guard case .array(let descriptions) = members[list], descriptions.count <= limits.tensors else {
      throw .member(pointer: "/\(list)", allowed: "a list of up to \(limits.tensors) tensors")
    }
    var place = length
    var tensors: [NamedTensor] = []
    for (index, description) in descriptions.enumerated() {
      let members = TensorMembers(description, at: "/\(list)/\(index)")
      tensors.append(try Self.tensor(members, body, &place, limits))
    }
    guard place == body.count else { throw .surplus(byteCount: body.count - place) }
    self.members = members
    self.tensors = tensors
  }

  private static func tensor(
    _ members: TensorMembers, _ body: [UInt8], _ place: inout Int, _ limits: InferenceLimits
  ) throws(InferenceFault) -> NamedTensor {
    let (name, type) = (try members.name(), try members.type())
    let shape = try members.shape(rank: limits.rank)
    let count = try TensorMembers.elementCount(shape, tensor: name, limit: limits.elements)
    guard let size = members.value["parameters"]?["binary_data_size"] else {
      guard let data = members.value["data"] else { throw members.fault("data", "the elements, or parameters.binary_data_size") }
      let contents = try TensorJSON.contents(data, type, count: count, tensor: name, pointer: members.pointer)
      return NamedTensor(name: name, type: type, shape: shape, contents: contents)
    }
    guard case .integer(let stated) = size, stated >= 0, stated <= Int64(body.count - place) else {
      throw members.fault("parameters/binary_data_size", "at most the bytes that are left of the body")
    }
    let byteCount = Int(stated)
    if let width = type.byteCount, width * count != byteCount {
      throw .byteCount(tensor: name, expected: width * count, actual: byteCount)
    }
    let tensor = NamedTensor(name: name, type: type, shape: shape, contents: Array(body[place..<place + byteCount]))
    if type == .bytes {
      guard let elements = tensor.elements else { throw .brokenElement(tensor: name) }
      guard elements.count == count else { throw .elementCount(tensor: name, expected: count, actual: elements.count) }
    }
    place += byteCount
    return tensor
  }

  /// The tensor of that name.
  public func tensor(_ name: String) -> NamedTensor? { tensors.first { $0.name == name } }
}
