import Foundation

/// A NumPy file of f32 rows.
///
/// - Source: NumPy's format, version 1.0: `\x93NUMPY`, version, the header's length as u16, a header, then the numbers.
struct NumericArrayFile {
  let rows: [[Float]]
  let columns: Int

  static let byteLimit = 256_000_000

  init(contentsOf url: URL) throws(EncodingError) {
    let bytes = [UInt8](try JSONFile.read(url, byteLimit: Self.byteLimit))
    let name = url.lastPathComponent
    func refuse(_ field: String, _ expected: String, _ actual: some Any) -> EncodingError {
      .configuration(file: name, field: field, expected: expected, actual: "\(actual)")
    }
    guard bytes.starts(with: [0x93] + Array("NUMPY".utf8) + [1, 0]), bytes.count >= 10 else {
      throw refuse("mark", "NumPy's, version 1.0", "another")
    }
    let start = 10 + Int(bytes[8]) + Int(bytes[9]) << 8
    guard start <= bytes.count else { throw refuse("bytes", "at least \(start)", bytes.count) }
    let header = String(decoding: bytes[10..<start], as: UTF8.self)
    guard header.contains("'descr': '<f4'"), header.contains("'fortran_order': False") else {
      throw refuse("header", "float32 in rows", String(header.prefix(80)))
    }
    let shape =
      header.split(separator: "(").last?.split(separator: ")").first?.split(separator: ",")
      .compactMap { Int($0.trimmingCharacters(in: .whitespaces)) } ?? []
    guard shape.count == 2, (1...1_000_000).contains(shape[0]), (1...100_000).contains(shape[1]),
      bytes.count - start == 4 * shape[0] * shape[1]
    else { throw refuse("shape", "rows × columns that fill the file", shape) }
    let columns = shape[1]
    rows = (0..<shape[0]).map { row in
      (0..<columns).map { column in
        let place = start + 4 * (row * columns + column)
        return Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) })
      }
    }
    self.columns = columns
  }
}
