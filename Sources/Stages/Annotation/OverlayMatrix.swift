import Vocabulary

/// Turns premultiplied colours of a drawing into luma and chroma of a picture.
///
/// - Source: ITU-R BT.601-7 section 2.5 and BT.709-6 section 3: Y = Kr R + Kg G + Kb B, Cb = (B − Y) / (2 − 2 Kb),
///   Cr = (R − Y) / (2 − 2 Kr); limited range is 16 + 219 Y and 128 + 224 C.
struct OverlayMatrix {
  private let weights: SIMD4<Float>
  private let lumaScale: Float
  private let lumaBase: Float
  private let chromaScale: Float

  init(_ encoding: YCbCrEncoding) {
    weights =
      switch encoding {
      case .bt601Limited, .bt601Full: [0.299, 0.587, 0.114, 0]
      case .bt709Limited, .bt709Full: [0.2126, 0.7152, 0.0722, 0]
      }
    let isFull = encoding == .bt601Full || encoding == .bt709Full
    (lumaScale, lumaBase, chromaScale) = isFull ? (1, 0, 1) : (219.0 / 255, 16, 224.0 / 255)
  }

  /// - Parameter colour: red, green, blue 0…255 and opacity 0…1, the colours premultiplied with it.
  func luma(_ colour: SIMD4<Float>) -> Float { (colour * weights).sum() * lumaScale + lumaBase * colour.w }

  func chroma(_ colour: SIMD4<Float>) -> (blue: Float, red: Float) {
    let luma = (colour * weights).sum()
    return (
      (colour.z - luma) / (2 - 2 * weights.z) * chromaScale + 128 * colour.w,
      (colour.x - luma) / (2 - 2 * weights.x) * chromaScale + 128 * colour.w
    )
  }
}
