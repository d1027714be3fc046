internal import Cryptography

/// Where each matrix lies in a file of int8 rows: all of it follows from the names and shapes.
///
/// - Shape: for each matrix `[out, in]` its rows as int8, then its scales as f32 `[out]`, each at a multiple of 64 bytes.
struct QuantisedLayout: Sendable {
  struct Place: Sendable, Hashable {
    let name: String
    let rows: Int
    let columns: Int
    let bytes: Range<Int>
    let scales: Range<Int>
  }

  let places: [Place]
  /// Of the whole file, mark and hash included.
  let byteCount: Int
  private let byName: [String: Int]

  /// Bytes before the first matrix.
  static let headByteCount = 64
  /// Cache lines, so that no matrix starts in the middle of one.
  private static let alignment = 64

  init(_ matrices: [(name: String, shape: [Int])]) {
    var places: [Place] = []
    var end = Self.headByteCount
    for (name, shape) in matrices {
      let bytes = end..<(end + shape[0] * shape[1])
      let scaleStart = Self.aligned(bytes.upperBound)
      let scales = scaleStart..<(scaleStart + 4 * shape[0])
      places.append(Place(name: name, rows: shape[0], columns: shape[1], bytes: bytes, scales: scales))
      end = Self.aligned(scales.upperBound)
    }
    self.places = places
    byteCount = end + SHA256.byteCount
    byName = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1.name, $0) })
  }

  subscript(name: String) -> Place? { byName[name].map { places[$0] } }

  private static func aligned(_ offset: Int) -> Int { (offset + alignment - 1) / alignment * alignment }
}
