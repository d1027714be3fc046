import Cryptography
import Vocabulary

/// A signed JSON Web Token in compact form, taken apart and not yet believed.
///
/// - Source: RFC 7515, section 7.1; RFC 7519.
struct JSONWebToken {
  static let longest = 16_384

  let algorithm: String
  /// Which key signed it; `nil` if it does not say.
  let keyID: String?
  let claims: [String: JSONValue]
  let signed: [UInt8]
  let signature: [UInt8]

  init(_ text: String) throws(IdentityTokenFault) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard text.utf8.count <= Self.longest, parts.count == 3, let head = Self.object(parts[0]), let claims = Self.object(parts[1]),
      let signature = Base64URL.bytes(of: parts[2]), let algorithm = head["alg"]?.text
    else { throw .form }
    // RFC 7515, section 4.1.11: what must be understood is not.
    guard head["crit"] == nil else { throw .algorithm }
    self.algorithm = algorithm
    keyID = head["kid"]?.text
    self.claims = claims
    self.signature = signature
    signed = Array("\(parts[0]).\(parts[1])".utf8)
  }

  private static func object(_ part: Substring) -> [String: JSONValue]? {
    guard let bytes = Base64URL.bytes(of: part), case .object(let members)? = try? JSONValue(parsing: bytes) else { return nil }
    return members
  }
}
