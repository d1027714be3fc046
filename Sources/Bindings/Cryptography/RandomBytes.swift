internal import CCrypto

/// Bytes from libcrypto's cryptographic random source.
public enum RandomBytes {
  /// `count` unpredictable bytes.
  ///
  /// - Source: `RAND_bytes`.
  public static func make(_ count: Int) throws(CryptographyError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let status = unsafe bytes.withUnsafeMutableBufferPointer { unsafe RAND_bytes($0.baseAddress, Int32($0.count)) }
    guard status == 1 else { throw LibraryFailure.last(in: "RAND_bytes") }
    return bytes
  }
}
