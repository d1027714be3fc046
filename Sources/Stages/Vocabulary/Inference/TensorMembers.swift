/// Reads the members that describe a tensor, within limits.
struct TensorMembers {
  let value: JSONValue
  let pointer: String

  init(_ value: JSONValue, at pointer: String) {
    self.value = value
    self.pointer = pointer
  }

  func fault(_ member: String, _ allowed: String) -> InferenceFault {
    .member(pointer: "\(pointer)/\(member)", allowed: allowed)
  }

  func name() throws(InferenceFault) -> String {
    guard let name = value["name"]?.text, (1...256).contains(name.utf8.count) else {
      throw fault("name", "1 to 256 bytes of text")
    }
    return name
  }

  func type() throws(InferenceFault) -> TensorType {
    guard let type = value["datatype"]?.text.flatMap(TensorType.init(rawValue:)) else {
      throw fault("datatype", "one of \(TensorType.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return type
  }

  func shape(allowingOpen: Bool = false, rank: Int = 8) throws(InferenceFault) -> [Int] {
    let allowed = "up to \(rank) whole numbers of at least \(allowingOpen ? -1 : 0)"
    guard case .array(let places) = value["shape"], places.count <= rank else { throw fault("shape", allowed) }
    var shape: [Int] = []
    for place in places {
      // Some servers write a dimension as text, as protobuf's JSON does with 64 bits.
      let number: Int64? =
        switch place {
        case .integer(let number): number
        case .string(let text): Int64(text)
        default: nil
        }
      guard let number, number >= (allowingOpen ? -1 : 0), number <= Int64(Int32.max) else { throw fault("shape", allowed) }
      shape.append(Int(number))
    }
    return shape
  }

  /// Elements of `shape`, refused before anything is multiplied beyond `limit`.
  static func elementCount(_ shape: [Int], tensor: String, limit: Int) throws(InferenceFault) -> Int {
    if shape.contains(0) { return 0 }
    var count = 1
    for side in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: side)
      guard !overflow, product <= limit else { throw .tooManyElements(tensor: tensor, limit: limit) }
      count = product
    }
    return count
  }
}
