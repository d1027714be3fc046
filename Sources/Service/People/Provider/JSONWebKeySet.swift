import Cryptography
import Vocabulary

/// The keys that a provider signs with.
///
/// - Source: RFC 7517; RFC 7518, section 6.
struct JSONWebKeySet: Sendable {
  struct Entry: Sendable {
    let keyID: String?
    let key: VerifyingKey
  }

  /// More are not read: each is tried where a token names none.
  static let most = 32

  let entries: [Entry]

  /// Keys of other kinds and for other uses are left out; a set without any that can be used is none.
  init(_ value: JSONValue) throws(ProviderError) {
    guard case .array(let items)? = value["keys"] else { throw .unreadable(what: "the key set has no keys") }
    entries = items.prefix(Self.most).compactMap(Self.entry)
    guard !entries.isEmpty else { throw .unreadable(what: "the key set has no RSA key and none on P-256 for signatures") }
  }

  /// The keys that a token of this head may be signed with.
  func candidates(_ kind: VerifyingKey.Kind, keyID: String?) -> [VerifyingKey] {
    entries.filter { $0.key.kind == kind && (keyID == nil || $0.keyID == nil || $0.keyID == keyID) }.map(\.key)
  }

  private static func entry(_ item: JSONValue) -> Entry? {
    guard item["use"]?.text ?? "sig" == "sig" else { return nil }
    func bytes(_ name: String) -> [UInt8] { item[name]?.text.flatMap { Base64URL.bytes(of: $0) } ?? [] }
    let key: VerifyingKey?
    switch (item["kty"]?.text, item["alg"]?.text) {
    case ("RSA", nil), ("RSA", "RS256"): key = try? VerifyingKey(modulus: bytes("n"), exponent: bytes("e"))
    case ("EC", nil), ("EC", "ES256"):
      key = item["crv"]?.text == "P-256" ? try? VerifyingKey(x: bytes("x"), y: bytes("y")) : nil
    default: key = nil
    }
    return key.map { Entry(keyID: item["kid"]?.text, key: $0) }
  }
}
