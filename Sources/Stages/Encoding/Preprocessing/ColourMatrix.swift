internal import Resampling
internal import Vocabulary

/// Coefficients from luma and chroma to red, green and blue on 0…255.
///
/// - Source: ITU-R BT.601-7 section 2.5.1 and BT.709-6 section 3: R = Y + 2(1 − Kr)·Cr, B = Y + 2(1 − Kb)·Cb.
struct ColourMatrix: Sendable {
  let lumaOffset: Float
  let lumaScale: Float
  let redFromCr: Float
  let greenFromCb: Float
  let greenFromCr: Float
  let blueFromCb: Float

  init(_ encoding: YCbCrEncoding) {
    let isHighDefinition = encoding == .bt709Limited || encoding == .bt709Full
    let isLimited = encoding == .bt601Limited || encoding == .bt709Limited
    let (red, blue) = isHighDefinition ? (0.2126, 0.0722) : (0.299, 0.114)
    let green = 1 - red - blue
    let chroma = isLimited ? 255.0 / 224 : 1
    lumaOffset = isLimited ? 16 : 0
    lumaScale = isLimited ? 255.0 / 219 : 1
    redFromCr = Float(chroma * 2 * (1 - red))
    blueFromCb = Float(chroma * 2 * (1 - blue))
    greenFromCb = Float(chroma * 2 * (1 - blue) * blue / green)
    greenFromCr = Float(chroma * 2 * (1 - red) * red / green)
  }

  /// The same for whole rows.
  func conversion(lumaAcross: [Float], chromaAcross: [Float]) -> RowConversion {
    RowConversion(
      lumaAcross: lumaAcross, chromaAcross: chromaAcross, luma: (lumaOffset, lumaScale), redFromCr: redFromCr,
      green: (greenFromCb, greenFromCr), blueFromCb: blueFromCb)
  }
}
