import Soup

/// The cookies that keep a browser signed in, and that recognise it when it comes back from a provider.
enum SessionCookie {
  /// With the prefix that binds it to this host where TLS allows it.
  static func name(isSecure: Bool) -> String { isSecure ? "__Host-skino" : "skino" }

  /// The cookie of a sign-in that waits for a provider.
  static func providerName(isSecure: Bool) -> String { isSecure ? "__Host-skino-provider" : "skino-provider" }

  static func header(_ value: String, isSecure: Bool, maximumAge: Int) -> (name: String, value: String) {
    made(name(isSecure: isSecure), value, site: "Strict", isSecure, maximumAge)
  }

  /// Lax: the browser comes back from another site, and must bring it along.
  static func providerHeader(_ value: String, isSecure: Bool, maximumAge: Int) -> (name: String, value: String) {
    made(providerName(isSecure: isSecure), value, site: "Lax", isSecure, maximumAge)
  }

  static func value(in head: HTTPHead) -> String? { value(of: name(isSecure: head.isSecure), in: head) }

  static func value(of name: String, in head: HTTPHead) -> String? {
    guard let header = head.header("cookie") else { return nil }
    let pairs = header.split(separator: ";").map { $0.drop { $0 == " " } }
    return pairs.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
  }

  private static func made(
    _ name: String, _ value: String, site: String, _ isSecure: Bool, _ maximumAge: Int
  ) -> (name: String, value: String) {
    let secure = isSecure ? "; Secure" : ""
    return ("Set-Cookie", "\(name)=\(value); Path=/; HttpOnly; SameSite=\(site); Max-Age=\(maximumAge)\(secure)")
  }
}
