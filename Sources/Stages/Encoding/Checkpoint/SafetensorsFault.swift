/// What is wrong with a safetensors header.
public enum SafetensorsFault: Error, Hashable, CustomStringConvertible {
  /// The file is shorter than its header says.
  case tooShort(expectedBytes: UInt64, actualBytes: UInt64)
  /// The header is longer than is read.
  case headerTooLong(byteCount: UInt64, limit: Int)
  case tooManyEntries(limit: Int)
  /// The header is no JSON of the right form.
  case malformed(reason: String)
  /// `data_offsets` run backwards or leave the file.
  case outOfRange(begin: Int, end: Int, dataBytes: Int)
  /// Shape × element size is not what `data_offsets` span, or overflows.
  case size(shape: [Int], spannedBytes: Int)
  /// Two tensors share bytes.
  case overlap(with: String)
  /// Bytes before a tensor, or at the end of the file, that no tensor claims.
  case unclaimed(byteCount: Int)

  public var description: String {
    switch self {
    case .tooShort(let expected, let actual): "the file has \(actual) bytes, expected at least \(expected)"
    case .headerTooLong(let count, let limit): "the header has \(count) bytes, at most \(limit) are read"
    case .tooManyEntries(let limit): "the header has more than \(limit) entries"
    case .malformed(let reason): "the header is malformed: \(reason)"
    case .outOfRange(let begin, let end, let count):
      "bytes \(begin) to \(end) do not lie within the file's \(count) bytes of data"
    case .size(let shape, let spanned): "shape \(shape) does not fill the \(spanned) bytes it has"
    case .overlap(let other): "its bytes overlap those of \(other)"
    case .unclaimed(let count): "\(count) bytes belong to no tensor, expected none"
    }
  }
}
