/// The cookie that keeps a browser signed in.
enum SessionCookie {
  /// With the prefix that binds it to this host where TLS allows it.
  static func name(isSecure: Bool) -> String { isSecure ? "__Host-skino" : "skino" }

  static func header(_ value: String, isSecure: Bool, maximumAge: Int) -> (name: String, value: String) {
    (
      "Set-Cookie",
      "\(name(isSecure: isSecure))=\(value); Path=/; HttpOnly; SameSite=Strict; Max-Age=\(maximumAge)\(isSecure ? "; Secure" : "")"
    )
  }
}
