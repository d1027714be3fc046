internal import CResampling

/// How a row of luma and chroma becomes red, green and blue, and how much of it is picture and not padding.
public struct RowConversion: Sendable {
  /// The share of each pixel that the luma plane covers across; 1 without padding.
  public var lumaAcross: [Float]
  /// The share of each pixel that the chroma planes cover across.
  public var chromaAcross: [Float]
  /// The share of this row that the luma plane covers downwards.
  public var lumaDown: Float = 1
  /// The share of this row that the chroma planes cover downwards.
  public var chromaDown: Float = 1
  private let lumaOffset: Float
  private let lumaScale: Float
  private let redFromCr: Float
  private let greenFromCb: Float
  private let greenFromCr: Float
  private let blueFromCb: Float

  /// - Parameters:
  ///   - lumaAcross: the share of each pixel that the luma plane covers.
  ///   - chromaAcross: the share of each pixel that the chroma planes cover.
  ///   - luma: what black is in luma, and the factor that stretches it to 0…255.
  ///   - redFromCr: red for one step of Cr.
  ///   - green: green lost for one step of Cb, and of Cr.
  ///   - blueFromCb: blue for one step of Cb.
  public init(
    lumaAcross: [Float], chromaAcross: [Float], luma: (offset: Float, scale: Float), redFromCr: Float,
    green: (fromCb: Float, fromCr: Float), blueFromCb: Float
  ) {
    self.lumaAcross = lumaAcross
    self.chromaAcross = chromaAcross
    (lumaOffset, lumaScale) = luma
    self.redFromCr = redFromCr
    (greenFromCb, greenFromCr) = green
    self.blueFromCb = blueFromCb
  }

  var colour: resampling_colour {
    resampling_colour(
      luma_offset: lumaOffset, luma_scale: lumaScale, red_from_cr: redFromCr, green_from_cb: greenFromCb,
      green_from_cr: greenFromCr, blue_from_cb: blueFromCb, luma_down: lumaDown, chroma_down: chromaDown)
  }
}
