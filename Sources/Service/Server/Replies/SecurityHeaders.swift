/// Headers that keep browsers from doing more with a reply than was meant.
enum SecurityHeaders {
  /// For every reply.
  static let all: [(name: String, value: String)] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(self), display-capture=(self), microphone=(), geolocation=()"),
    ("Content-Security-Policy", contentSecurityPolicy),
    ("X-Frame-Options", "DENY"),
  ]

  static let noStore: (name: String, value: String) = ("Cache-Control", "no-store")

  /// Everything from this server, nothing inline, nothing framed.
  static let contentSecurityPolicy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob:", "media-src 'self' blob:",
    "connect-src 'self'", "font-src 'self'", "manifest-src 'self'", "worker-src 'self'", "base-uri 'none'", "form-action 'self'",
    "frame-ancestors 'none'",
  ].joined(separator: "; ")

  /// For media routes, which pages of other origins may call: what they may do is decided by token or configuration.
  static let crossOrigin: [(name: String, value: String)] = [
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "Location, ETag, Link, Accept-Post, Retry-After"),
  ]
}
