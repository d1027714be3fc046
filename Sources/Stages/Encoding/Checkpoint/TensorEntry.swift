/// Where one tensor lies in its file.
struct TensorEntry {
  let name: String
  /// As the header writes it: `F32`, `BF16`, …
  let type: String
  let shape: [Int]
  /// Bytes of the file, header included.
  let bytes: Range<Int>
}
