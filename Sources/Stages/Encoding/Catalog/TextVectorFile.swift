internal import Cryptography
import Foundation

/// Vectors of texts in one file: a mark, the dimension, rows of a text's SHA-256 and its vector, and a SHA-256 of all that.
///
/// The texts themselves are not in it.
enum TextVectorFile {
  private static let mark = Array("SKTV0001".utf8)

  /// Under what a text is filed.
  static func key(_ text: String) -> String { SHA256.digest(of: text).hexadecimal }

  /// `nil` if there is no file or it is not whole.
  static func read(_ url: URL, dimension: Int) -> [String: [Float]]? {
    guard let data = try? Data(contentsOf: url), data.count >= mark.count + 4 + SHA256.byteCount else { return nil }
    let content = Array(data.dropLast(SHA256.byteCount))
    guard Array(data.suffix(SHA256.byteCount)) == SHA256.digest(of: content).bytes else { return nil }
    let rowByteCount = SHA256.byteCount + 4 * dimension
    let start = mark.count + 4
    guard Array(content.prefix(start)) == head(dimension), (content.count - start) % rowByteCount == 0 else { return nil }
    var rows: [String: [Float]] = [:]
    for row in stride(from: start, to: content.count, by: rowByteCount) {
      let key = Digest(bytes: Array(content[row..<(row + SHA256.byteCount)])).hexadecimal
      rows[key] = (0..<dimension).map { number(content, at: row + SHA256.byteCount + 4 * $0) }
    }
    return rows
  }

  /// Writes a new file and puts it in the old one's place.
  static func write(_ rows: [String: [Float]], to url: URL, dimension: Int) throws {
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    var content = head(dimension)
    for (key, vector) in rows.sorted(by: { $0.key < $1.key }) where vector.count == dimension {
      content += Hexadecimal.bytes(of: key) ?? []
      for value in vector { append(value.bitPattern, to: &content) }
    }
    try Data(content + SHA256.digest(of: content).bytes).write(to: url, options: .atomic)
  }

  private static func head(_ dimension: Int) -> [UInt8] {
    var bytes = mark
    append(UInt32(dimension), to: &bytes)
    return bytes
  }

  private static func append(_ bits: UInt32, to bytes: inout [UInt8]) {
    for shift in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: bits >> (8 * UInt32(shift)))) }
  }

  private static func number(_ bytes: [UInt8], at place: Int) -> Float {
    Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) })
  }
}
