internal import CResampling

/// Arithmetic on whole rows of pixels, in the widest vectors that the processor has.
public enum RowArithmetic {
  /// Adds `weight` times each byte to the sum in its place.
  ///
  /// - Parameters:
  ///   - bytes: the row.
  ///   - weight: the factor.
  ///   - sums: as many as bytes, or more; those after them stay.
  /// - Precondition: `sums` has a place for each byte.
  public static func add(_ bytes: borrowing Span<UInt8>, times weight: Float, to sums: inout [Float]) {
    precondition(sums.count >= bytes.count, "a sum for each byte is needed")
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        guard let from = bytes.baseAddress, let sums = sums.baseAddress else { return }
        unsafe resampling_accumulate(from, weight, sums, bytes.count)
      }
    }
  }

  /// Interleaved red, green and blue of a row of luma and chroma, not rounded.
  ///
  /// - Parameters:
  ///   - luma: Y' of each pixel.
  ///   - blue: Cb of each pixel, on 0…255.
  ///   - red: Cr of each pixel, on 0…255.
  ///   - conversion: coefficients, and how much of each pixel is picture.
  ///   - rgb: receives three numbers a pixel.
  /// - Precondition: the rows are of one length, and `rgb` of three times that.
  public static func rgb(luma: [Float], blue: [Float], red: [Float], _ conversion: RowConversion, into rgb: inout [Float]) {
    let count = luma.count
    precondition(
      blue.count == count && red.count == count && conversion.lumaAcross.count == count && conversion.chromaAcross.count == count
        && rgb.count == 3 * count, "rows of one length are needed")
    var colour = conversion.colour
    unsafe rgb.withUnsafeMutableBufferPointer { rgb in
      guard let rgb = rgb.baseAddress else { return }
      unsafe resampling_rgb(luma, blue, red, conversion.lumaAcross, conversion.chromaAcross, &colour, rgb, count)
    }
  }

  /// The nearest byte of each value, halves upwards, clipped to 0…255.
  ///
  /// - Parameters:
  ///   - values: finite numbers.
  ///   - bytes: receives the bytes.
  ///   - start: the place of the first.
  /// - Precondition: `bytes` has a place for each value from `start` on.
  public static func round(_ values: [Float], into bytes: inout MutableSpan<UInt8>, from start: Int) {
    precondition(start >= 0 && start + values.count <= bytes.count, "a byte for each value is needed")
    unsafe bytes.withUnsafeMutableBufferPointer { bytes in
      guard let bytes = bytes.baseAddress else { return }
      unsafe resampling_bytes(values, bytes + start, values.count)
    }
  }
}
