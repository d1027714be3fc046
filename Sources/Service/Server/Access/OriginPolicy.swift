import Configuration
import Soup
import Vocabulary

/// Whether a request comes from our own pages.
struct OriginPolicy: Sendable {
  /// Normalised; `*` = any.
  let foreign: [String]

  /// A name under which only this machine is reached. A page elsewhere can make its own name resolve here (DNS rebinding), but
  /// the browser then still sends that name.
  static func isLoopbackName(_ host: String) -> Bool {
    let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    if bare == "localhost" || bare.hasSuffix(".localhost") { return true }
    return NetworkAddress(bare)?.isLoopback ?? false
  }

  /// The name without the port of a `Host` header.
  static func name(ofHost header: String) -> String {
    let lower = header.lowercased()
    if lower.hasPrefix("["), let end = lower.firstIndex(of: "]") { return String(lower[...end]) }
    return String(lower.prefix { $0 != ":" })
  }

  /// Whether both the request target and its `Host` name this machine, and nobody passed it on from elsewhere.
  static func isForLoopback(_ head: HTTPHead) -> Bool {
    // A proxy on this machine would lend its loopback address to everybody behind it.
    guard ["forwarded", "x-forwarded-for", "x-real-ip", "via"].allSatisfy({ head.count(of: $0) == 0 }) else { return false }
    guard isLoopbackName(head.host) else { return false }
    guard let header = head.header("host") else { return head.count(of: "host") == 0 }
    return isLoopbackName(name(ofHost: header))
  }

  enum Verdict { case absent, own, configured, foreign }

  func judge(_ head: HTTPHead) -> Verdict {
    guard head.count(of: "origin") > 0 else {
      // Browsers leave Origin out of some requests but not this; programs send neither.
      let site = head.header("sec-fetch-site")
      return site == nil || site == "same-origin" || site == "none" ? .absent : .foreign
    }
    guard let sent = head.header("origin"), let origin = Origin.normalised(sent), origin != "*" else { return .foreign }
    if let host = head.header("host"), origin == Origin.normalised("\(head.isSecure ? "https" : "http")://\(host)") {
      return .own
    }
    return foreign.contains("*") || foreign.contains(origin) ? .configured : .foreign
  }
}
