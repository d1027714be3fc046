internal import Pictures
internal import Vocabulary

/// In which form a remote model takes a picture.
enum PictureForm: Sendable, Hashable {
  /// FP32 `[N, 3, S, S]`, preprocessed here.
  case planes(side: Int)
  /// FP32 `[N, S, S, 3]`, preprocessed here.
  case rows(side: Int)
  /// UINT8 `[N, S, S, 3]`, brought to size here.
  case bytes(side: Int)
  /// UINT8 `[N, H, W, 3]` of any size: the server brings it to size.
  case original
  /// A JPEG file.
  case file

  /// JPEG keeps what similarity sees from here on.
  private static let quality = 95

  /// Whether the server does the preprocessing.
  var isServers: Bool { self == .original || self == .file }

  /// The part of a picture in `box` as the model takes it.
  ///
  /// - Parameter isWhole: whether `box` is all of it; then the rule's padding applies.
  func pack(_ picture: PixelBuffer, box: PixelBox, isWhole: Bool, rule: SigLIPPreprocessing) throws(RemoteFault) -> PackedPicture
  {
    switch self {
    case .planes(let side), .rows(let side):
      let rgb = Self.resized(picture, box, isWhole, side, rule)
      return .floats(self == .planes(side: side) ? Self.planes(rgb) : rgb.map(Self.normalised))
    case .bytes(let side):
      return .bytes(Self.resized(picture, box, isWhole, side, rule).map(Self.byte), width: side, height: side)
    case .original, .file: return try original(picture, box, isWhole)
    }
  }

  private func original(_ picture: PixelBuffer, _ box: PixelBox, _ isWhole: Bool) throws(RemoteFault) -> PackedPicture {
    var (width, height, bytes) = (picture.width, picture.height, [UInt8]())
    if isWhole {
      bytes = picture.rgbBytes
    } else {
      (width, height) = (max(Int((box.right - box.left).rounded()), 1), max(Int((box.bottom - box.top).rounded()), 1))
      PictureResizer(width: width, height: height).resize(picture, box: box) { _, row in bytes += row.map(Self.byte) }
    }
    guard self == .file else { return .bytes(bytes, width: width, height: height) }
    do {
      return .file(try RGBPicture(width: width, height: height, bytes: bytes).jpeg(quality: Self.quality))
    } catch { throw .packing }
  }

  /// RGB on 0…255, row by row.
  private static func resized(
    _ picture: PixelBuffer, _ box: PixelBox, _ isWhole: Bool, _ side: Int, _ rule: SigLIPPreprocessing
  ) -> [Float] {
    let padding = isWhole && rule == .serving ? Padding.square(width: picture.width, height: picture.height) : .none
    let padded = PixelBox(
      left: box.left - Double(padding.left), top: box.top - Double(padding.top), right: box.right + Double(padding.right),
      bottom: box.bottom + Double(padding.bottom))
    let resizer = PictureResizer(width: side, height: side, isAntialiased: rule != .evaluation, padding: padding)
    var rgb: [Float] = []
    rgb.reserveCapacity(3 * side * side)
    resizer.resize(picture, box: padded) { _, row in rgb += row }
    return rule == .processor ? rgb.map { min(max($0.rounded(), 0), 255) } : rgb
  }

  private static func planes(_ rgb: [Float]) -> [Float] {
    var planes: [Float] = []
    planes.reserveCapacity(rgb.count)
    for channel in 0..<3 {
      for place in stride(from: channel, to: rgb.count, by: 3) { planes.append(normalised(rgb[place])) }
    }
    return planes
  }

  /// 0…255 → −1…1, mean and deviation ½: SigLIP's and MedSigLIP's own.
  private static func normalised(_ value: Float) -> Float { value / 127.5 - 1 }

  private static func byte(_ value: Float) -> UInt8 { UInt8(min(max(value + 0.5, 0), 255)) }
}
