internal import CCrypto

/// Comparison whose duration does not tell where two values differ.
public enum ConstantTime {
  /// Whether both hold the same bytes. A difference in length is seen at once: compare digests of what must hide its length.
  ///
  /// - Source: `CRYPTO_memcmp`.
  public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    unsafe left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
  }
}
