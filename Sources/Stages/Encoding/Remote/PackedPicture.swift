/// A picture packed for sending.
enum PackedPicture: Sendable, Hashable {
  case floats([Float])
  case bytes([UInt8], width: Int, height: Int)
  case file([UInt8])

  /// What pictures must share to stand in one tensor.
  struct Size: Sendable, Hashable {
    let width: Int
    let height: Int
  }

  var size: Size {
    guard case .bytes(_, let width, let height) = self else { return Size(width: 0, height: 0) }
    return Size(width: width, height: height)
  }
}
