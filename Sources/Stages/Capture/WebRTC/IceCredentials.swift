/// The pair that authenticates connectivity checks.
///
/// - Source: RFC 8839 section 5.4: 4 to 256 and 22 to 256 `ice-char`s.
struct IceCredentials: Sendable, Hashable {
  let fragment: String
  let password: String

  /// `nil` unless both have the form and length that the RFC demands.
  init?(fragment: String, password: String) {
    guard (4...256).contains(fragment.utf8.count), (22...256).contains(password.utf8.count),
      SDPText.isIceText(fragment) || fragment.utf8.allSatisfy({ SDPText.isAlphanumeric($0) || "+/-_".utf8.contains($0) }),
      password.utf8.allSatisfy({ SDPText.isAlphanumeric($0) || "+/-_".utf8.contains($0) })
    else { return nil }
    self.fragment = fragment
    self.password = password
  }
}
