public import Capture

extension PictureFault {
  /// What is wrong with the picture, and what to send instead.
  public var sentence: String {
    switch self {
    case .format: "This is neither a JPEG nor a PNG that can be read; send one in RGB or grey."
    case .tooManyBytes: "The picture is larger than \(PictureLimits.bytes / 1_000_000) MB; send a smaller one."
    case .tooManyPixels(let width, let height):
      "The picture has \(width) × \(height) pixels, more than \(PictureLimits.pixels / 1_000_000) megapixels; send a smaller one."
    case .tooSmall(let width, let height):
      "The picture has \(width) × \(height) pixels; each side needs at least \(PictureLimits.side)."
    case .damaged: "The picture is cut short or damaged; send it again."
    case .file: "The file is missing or cannot be read."
    case .failed: "The picture could not be decoded for want of memory."
    }
  }
}
