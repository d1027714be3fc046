/// Why a picture cannot be decoded or encoded.
public enum PictureError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Neither JPEG nor PNG.
  case unknownFormat
  case tooManyBytes(count: Int, limit: Int)
  case tooManyPixels(width: Int, height: Int, limit: Int)
  case tooSmall(width: Int, height: Int, limit: Int)
  /// The data ends early or contradicts itself; pixels would be invented.
  case damaged(PictureFormat)
  /// A kind of JPEG or PNG that is not read: CMYK, say.
  case unsupported(PictureFormat)
  /// The library could not work at all.
  case failed(function: String)

  public var description: String {
    switch self {
    case .unknownFormat: "neither JPEG nor PNG"
    case .tooManyBytes(let count, let limit): "\(count) bytes; at most \(limit)"
    case .tooManyPixels(let width, let height, let limit): "\(width)×\(height) pixels; at most \(limit) in all"
    case .tooSmall(let width, let height, let limit): "\(width)×\(height) pixels; each side at least \(limit)"
    case .damaged(let format): "damaged \(format.rawValue)"
    case .unsupported(let format): "a kind of \(format.rawValue) that is not read"
    case .failed(let function): "\(function) failed"
    }
  }
}
