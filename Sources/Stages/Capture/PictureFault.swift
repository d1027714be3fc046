import Pictures

/// Why a picture is not taken.
public enum PictureFault: Error, Sendable, Hashable {
  /// Neither JPEG nor PNG, or a kind of them that is not read (CMYK).
  case format
  /// More compressed bytes than ``PictureLimits/bytes``.
  case tooManyBytes
  /// More pixels than ``PictureLimits/pixels``.
  case tooManyPixels(width: Int, height: Int)
  /// A side shorter than ``PictureLimits/side``.
  case tooSmall(width: Int, height: Int)
  /// Cut short or corrupt; its missing pixels are not made up.
  case damaged
  case file(SourceAddressError.FileProblem)
  /// The decoder could not work: out of memory.
  case failed

  init(_ error: PictureError) {
    switch error {
    case .unknownFormat, .unsupported: self = .format
    case .tooManyBytes: self = .tooManyBytes
    case .tooManyPixels(let width, let height, _): self = .tooManyPixels(width: width, height: height)
    case .tooSmall(let width, let height, _): self = .tooSmall(width: width, height: height)
    case .damaged: self = .damaged
    case .failed: self = .failed
    }
  }

  /// The HTTP status that fits.
  public var status: Int {
    switch self {
    case .format: 415
    case .tooManyBytes, .tooManyPixels: 413
    case .tooSmall, .damaged: 422
    case .file: 404
    case .failed: 500
    }
  }

  /// What is wrong and what to send instead.
  public var reason: String {
    let megapixels = PictureLimits.pixels / 1_000_000
    return switch self {
    case .format: "This is no JPEG or PNG in RGB or grey. Send one of these."
    case .tooManyBytes: "The picture is larger than \(PictureLimits.bytes / 1_048_576) MB. Send a smaller one."
    case .tooManyPixels(let width, let height):
      "The picture has \(width)×\(height) pixels; at most \(megapixels) megapixels are read."
    case .tooSmall(let width, let height):
      "The picture has \(width)×\(height) pixels; each side needs at least \(PictureLimits.side)."
    case .damaged: "The picture is damaged or cut short. Send it again."
    case .file(.missing): "There is no such file."
    case .file(.notRegular): "This is no regular file."
    case .file(.unreadable): "The file may not be read."
    case .file(.outside(let folders)): "Files are read only from \(folders.joined(separator: ", "))."
    case .failed: "The picture could not be decoded for want of memory. Try again."
    }
  }
}
