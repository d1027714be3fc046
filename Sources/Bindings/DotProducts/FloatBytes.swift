/// Numbers as the bytes that the machine holds them in, lowest byte first on every processor that this project runs on.
///
/// - Shape: four bytes a number.
public enum FloatBytes {
  /// The bytes of `numbers`, one after the other.
  ///
  /// - Parameter numbers: any.
  /// - Returns: four bytes for each.
  public static func bytes(of numbers: [Float]) -> [UInt8] {
    unsafe numbers.withUnsafeBytes { unsafe Array($0) }
  }

  /// Appends the numbers that ``bytes(of:)`` wrote.
  ///
  /// - Parameters:
  ///   - bytes: a whole number of numbers.
  ///   - numbers: what they are appended to.
  public static func append(_ bytes: ArraySlice<UInt8>, to numbers: inout [Float]) {
    precondition(bytes.count % 4 == 0, "a number has four bytes")
    let count = bytes.count / 4
    numbers += unsafe [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      unsafe bytes.withUnsafeBytes { source in
        unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
      }
      filled = count
    }
  }
}
