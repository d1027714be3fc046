/// A tensor on its way between two programs.
///
/// - Shape: `contents` holds the elements row by row, little-endian; a BYTES element is its length in four bytes, then itself.
public struct NamedTensor: Sendable, Hashable {
  public let name: String
  public let type: TensorType
  public let shape: [Int]
  public let contents: [UInt8]

  /// - Precondition: `contents` fits type and shape.
  public init(name: String, type: TensorType, shape: [Int], contents: [UInt8]) {
    precondition(type.byteCount.map { $0 * shape.reduce(1, *) == contents.count } ?? true, "contents do not fill the shape")
    self.name = name
    self.type = type
    self.shape = shape
    self.contents = contents
  }

  /// FP32.
  public init(name: String, shape: [Int], floats: some Collection<Float>) {
    self.init(name: name, type: .fp32, shape: shape, contents: LittleEndian.bytes(floats.lazy.map(\.bitPattern), of: 4))
  }

  /// INT64.
  public init(name: String, shape: [Int], integers: some Collection<Int64>) {
    self.init(
      name: name, type: .int64, shape: shape, contents: LittleEndian.bytes(integers.lazy.map { UInt64(bitPattern: $0) }, of: 8))
  }

  /// INT32.
  public init(name: String, shape: [Int], shortIntegers: some Collection<Int32>) {
    self.init(
      name: name, type: .int32, shape: shape,
      contents: LittleEndian.bytes(shortIntegers.lazy.map { UInt32(bitPattern: $0) }, of: 4))
  }

  /// BYTES.
  public init(name: String, shape: [Int], elements: some Collection<[UInt8]>) {
    var contents: [UInt8] = []
    for element in elements { contents += LittleEndian.bytes(CollectionOfOne(UInt32(element.count)), of: 4) + element }
    self.init(name: name, type: .bytes, shape: shape, contents: contents)
  }

  /// The elements as numbers; `nil` for a type that is none, or has no place in a `Float`.
  public var floats: [Float]? {
    switch type {
    case .fp32: LittleEndian.words(contents, of: 4).map { Float(bitPattern: UInt32($0)) }
    case .fp16: LittleEndian.words(contents, of: 2).map { HalfPrecision.float(UInt16($0)) }
    case .bf16: LittleEndian.words(contents, of: 2).map { Float(bitPattern: UInt32($0) << 16) }
    case .fp64: LittleEndian.words(contents, of: 8).map { Float(Double(bitPattern: $0)) }
    default: nil
    }
  }

  /// The elements of a BYTES tensor; `nil` for any other type, or one whose lengths do not fit.
  public var elements: [[UInt8]]? {
    guard type == .bytes else { return nil }
    var found: [[UInt8]] = []
    var place = 0
    while place < contents.count {
      guard contents.count - place >= 4 else { return nil }
      let length = Int(LittleEndian.words(contents[place..<place + 4], of: 4)[0])
      place += 4
      guard length <= contents.count - place else { return nil }
      found.append(Array(contents[place..<place + length]))
      place += length
    }
    return found
  }
}
