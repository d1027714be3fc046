/// Why a cryptographic operation did not happen. Never carries keys, plaintext or ciphertext.
public enum CryptographyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was sealed is not what is being opened: another key, other associated data, or changed bytes.
  case notAuthentic
  /// Something has a length that the algorithm does not take, in bytes.
  case length(of: String, expected: Int, actual: Int)
  /// libcrypto refused: the function, its error code and its reason.
  case library(function: String, code: UInt, reason: String)

  public var description: String {
    switch self {
    case .notAuthentic: "the sealed bytes do not match their key or their associated data"
    case .length(let part, let expected, let actual): "\(part) has \(actual) bytes, \(expected) are needed"
    case .library(let function, let code, let reason): "\(function) failed: \(reason) (\(code))"
    }
  }
}
