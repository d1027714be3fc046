public import Foundation

/// Text vectors in a FAISS flat index of inner products with a file of labels, as the first MediaSKINoscope kept them.
///
/// - Shape: `IxFI`, dimension as i32, count as i64, two numbers that nobody reads, a byte and the metric as i32, the number of
///   floats as u64, together 45 bytes; then `count × dimension` f32, all little-endian.
/// - Source: FAISS `write_index_header`, `IndexFlatIP`; a real index read byte by byte.
public struct FlatIndexFile: Sendable, Hashable {
  /// Line i names row i.
  public let labels: [String]
  /// L2 norm 1 each.
  public let vectors: [[Float]]
  public let dimension: Int

  static let headerByteCount = 45
  static let byteLimit = 512_000_000
  static let labelByteLimit = 4_000_000
  private static let dimensions = 1...16384
  private static let counts = 1...100_000
  /// How far a vector's length may be from 1.
  private static let tolerance = 1e-3

  /// Reads and checks both files.
  ///
  /// - Throws: ``EncodingError/file(path:reason:)`` for a file that cannot be read,
  ///   ``EncodingError/configuration(file:field:expected:actual:)`` for what it says.
  public init(index: URL, labels: URL) throws(EncodingError) {
    let bytes = [UInt8](try JSONFile.read(index, byteLimit: Self.byteLimit))
    let name = index.lastPathComponent
    let (dimension, count) = try Self.header(bytes, name)
    var vectors: [[Float]] = []
    for row in 0..<count { vectors.append(try Self.row(row, dimension, bytes, name)) }
    let lines = try Self.lines(labels)
    guard lines.count == count else {
      throw Self.refuse(labels.lastPathComponent, "lines", "\(count), one for each vector of \(name)", lines.count)
    }
    (self.labels, self.vectors, self.dimension) = (lines, vectors, dimension)
  }

  private static func header(_ bytes: [UInt8], _ name: String) throws(EncodingError) -> (dimension: Int, count: Int) {
    guard bytes.count >= headerByteCount else { throw refuse(name, "bytes", "at least \(headerByteCount)", bytes.count) }
    let mark = String(decoding: bytes[0..<4], as: UTF8.self)
    guard mark == "IxFI" else {
      let kind = mark == "IxF2" ? "IxF2, a flat index of distances" : bytes[0..<4].map { String($0) }.joined(separator: " ")
      throw refuse(name, "kind", "IxFI, a flat index of inner products; export with faiss.IndexFlatIP", kind)
    }
    let dimension = number(bytes, at: 4, byteCount: 4)
    let count = number(bytes, at: 8, byteCount: 8)
    guard dimensions.contains(Int(clamping: dimension)) else { throw refuse(name, "dimension", "1 to 16384", dimension) }
    guard counts.contains(Int(clamping: count)) else { throw refuse(name, "count", "1 to 100000", count) }
    let metric = number(bytes, at: 33, byteCount: 4)
    guard metric == 0 else { throw refuse(name, "metric", "0, the inner product", metric) }
    // Both are below 2^17 by now: their product is far from overflowing.
    let floats = UInt64(dimension * count)
    let stored = number(bytes, at: 37, byteCount: 8)
    guard stored == floats else { throw refuse(name, "floats", "\(floats), count × dimension", stored) }
    let expected = headerByteCount + 4 * Int(floats)
    guard bytes.count == expected else { throw refuse(name, "bytes", "\(expected)", bytes.count) }
    return (Int(dimension), Int(count))
  }

  private static func row(_ row: Int, _ dimension: Int, _ bytes: [UInt8], _ name: String) throws(EncodingError) -> [Float] {
    let start = headerByteCount + 4 * row * dimension
    let vector = (0..<dimension).map { Float(bitPattern: UInt32(number(bytes, at: start + 4 * $0, byteCount: 4))) }
    let length = vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    guard abs(length - 1) <= tolerance else {
      throw refuse(name, "length of vector \(row + 1)", "1 ± \(tolerance); normalise before storing", length)
    }
    return vector
  }

  private static func lines(_ url: URL) throws(EncodingError) -> [String] {
    let data = try JSONFile.read(url, byteLimit: labelByteLimit)
    guard let text = String(validating: data, as: UTF8.self) else {
      throw refuse(url.lastPathComponent, "text", "UTF-8", "another encoding")
    }
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    if lines.last == "" { lines.removeLast() }
    var seen: Set<String> = []
    for (number, line) in lines.enumerated() {
      guard !line.allSatisfy(\.isWhitespace) else {
        throw refuse(url.lastPathComponent, "line \(number + 1)", "a label", "blank")
      }
      guard line.utf8.count <= 1024 else {
        throw refuse(url.lastPathComponent, "line \(number + 1)", "at most 1024 bytes", line.utf8.count)
      }
      guard seen.insert(line).inserted else {
        throw refuse(url.lastPathComponent, "line \(number + 1)", "a label of its own", "one that stands above already")
      }
    }
    return lines
  }

  private static func number(_ bytes: [UInt8], at place: Int, byteCount: Int) -> UInt64 {
    (0..<byteCount).reduce(UInt64(0)) { $0 | UInt64(bytes[place + $1]) << (8 * UInt64($1)) }
  }

  private static func refuse(_ file: String, _ field: String, _ expected: String, _ actual: some Any) -> EncodingError {
    .configuration(file: file, field: field, expected: expected, actual: "\(actual)")
  }
}
