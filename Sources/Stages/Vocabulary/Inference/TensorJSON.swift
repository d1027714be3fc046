/// Tensors whose elements stand in the JSON itself.
enum TensorJSON {
  /// The contents of a tensor from its `data`, flat or nested.
  static func contents(
    _ data: JSONValue, _ type: TensorType, count: Int, tensor: String, pointer: String
  ) throws(InferenceFault) -> [UInt8] {
    var contents: [UInt8] = []
    var found = 0
    try flatten(data) { element throws(InferenceFault) in
      found += 1
      guard found <= count else { throw .elementCount(tensor: tensor, expected: count, actual: found) }
      guard let bytes = bytes(of: element, type) else { throw .member(pointer: "\(pointer)/data", allowed: allowed(type)) }
      contents += bytes
    }
    guard found == count else { throw .elementCount(tensor: tensor, expected: count, actual: found) }
    return contents
  }

  /// The `data` of a tensor; `nil` for a type that JSON cannot say, or a number that is not finite.
  static func data(_ tensor: NamedTensor) -> JSONValue? {
    if let elements = tensor.elements { return .array(elements.map { .string(String(decoding: $0, as: UTF8.self)) }) }
    guard let width = tensor.type.byteCount else { return nil }
    let words = LittleEndian.words(tensor.contents, of: width)
    let values: [JSONValue] =
      switch tensor.type {
      case .bool: words.map { .bool($0 != 0) }
      case .fp32, .fp64: (tensor.floats ?? []).map { .number(Double($0)) }
      case .int8: words.map { .integer(Int64(Int8(truncatingIfNeeded: $0))) }
      case .int16: words.map { .integer(Int64(Int16(truncatingIfNeeded: $0))) }
      case .int32: words.map { .integer(Int64(Int32(truncatingIfNeeded: $0))) }
      case .int64: words.map { .integer(Int64(bitPattern: $0)) }
      case .uint8, .uint16, .uint32: words.map { .integer(Int64($0)) }
      case .uint64: words.map { $0 <= UInt64(Int64.max) ? .integer(Int64($0)) : .number(Double($0)) }
      case .fp16, .bf16, .bytes: []
      }
    guard values.count == words.count else { return nil }
    let array = JSONValue.array(values)
    return array.isEncodable ? array : nil
  }

  private static func flatten(
    _ value: JSONValue, _ body: (JSONValue) throws(InferenceFault) -> Void
  ) throws(InferenceFault) {
    guard case .array(let values) = value else { return try body(value) }
    for value in values { try flatten(value, body) }
  }

  private static func allowed(_ type: TensorType) -> String {
    switch type {
    case .fp16, .bf16: "\(type.rawValue) has no JSON form: send it binary"
    case .bytes: "texts"
    default: "numbers that \(type.rawValue) holds"
    }
  }

  private static func bytes(of element: JSONValue, _ type: TensorType) -> [UInt8]? {
    switch (type, element) {
    case (.bool, .bool(let value)): return [value ? 1 : 0]
    case (.bool, .integer(let value)) where value == 0 || value == 1: return [UInt8(value)]
    case (.bytes, .string(let text)):
      let bytes = Array(text.utf8)
      return LittleEndian.bytes(CollectionOfOne(UInt32(bytes.count)), of: 4) + bytes
    case (.fp32, _):
      guard let number = element.double, Float(number).isFinite else { return nil }
      return LittleEndian.bytes(CollectionOfOne(Float(number).bitPattern), of: 4)
    case (.fp64, _): return element.double.map { LittleEndian.bytes(CollectionOfOne($0.bitPattern), of: 8) }
    case (_, .integer(let value)): return bytes(of: value, type)
    default: return nil
    }
  }

  private static func bytes(of value: Int64, _ type: TensorType) -> [UInt8]? {
    let fits =
      switch type {
      case .uint8: UInt8(exactly: value) != nil
      case .uint16: UInt16(exactly: value) != nil
      case .uint32: UInt32(exactly: value) != nil
      case .uint64: UInt64(exactly: value) != nil
      case .int8: Int8(exactly: value) != nil
      case .int16: Int16(exactly: value) != nil
      case .int32: Int32(exactly: value) != nil
      case .int64: true
      default: false
      }
    guard fits, let width = type.byteCount else { return nil }
    return LittleEndian.bytes(CollectionOfOne(UInt64(bitPattern: value)), of: width)
  }
}
