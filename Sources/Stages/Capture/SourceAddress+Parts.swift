import Foundation
import GLib
import Vocabulary

extension SourceAddress {
  /// The path of an address without a host.
  static func localPath(_ parts: URLComponents) throws(SourceAddressError) -> String {
    let hasNoHost = parts.host == nil || parts.host == "" || parts.host == "localhost"
    guard hasNoHost, parts.user == nil, parts.port == nil, parts.query == nil, parts.fragment == nil, parts.path.hasPrefix("/")
    else { throw .malformed }
    return parts.path
  }

  static func kind(_ scheme: SourcePolicy.Scheme) -> SourceKind {
    switch scheme {
    case .rtsp, .rtsps: .rtsp
    case .rtmp: .rtmp
    case .http, .https: .http
    case .file: .file
    case .v4l2: .camera
    }
  }

  /// A name of letters, digits, dots, hyphens and underscores, or a numeric address.
  static func isPlain(host: String) -> Bool {
    guard (1...253).contains(host.utf8.count) else { return false }
    if host.contains(":") { return NetworkAddress(host) != nil }
    return host.utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 46 || $0 == 95
    }
  }

  static func withoutKey(_ description: String) -> String {
    let afterScheme = description.index(description.startIndex, offsetBy: "rtmp://".count, limitedBy: description.endIndex)
    guard let afterScheme, let slash = description[afterScheme...].lastIndex(of: "/") else { return description }
    return description[..<slash] + "/…"
  }

  /// Resolves the host and holds every address it has against the policy: one outside refuses it all.
  ///
  /// Blocks while a name server answers: run it by ``BlockingWork``. Names can come to mean something else: what connects pins
  /// the name instead, for as long as it connects.
  public func checkHost() throws(SourceAddressError) { _ = try addresses(HostLookup.system) }

  /// Resolves and checks the host as ``checkHost()`` does; while the result lives, connections go to the very addresses that were checked.
  ///
  /// - Parameter lookup: what names mean.
  /// - Returns: `nil` where there is no name to pin.
  func pinHost(_ lookup: HostLookup) throws -> NamePin? {
    let checked = try addresses(lookup)
    guard let host, NetworkAddress(host) == nil else { return nil }
    return try NamePin(host, to: checked.map(\.bytes))
  }

  private func addresses(_ lookup: HostLookup) throws(SourceAddressError) -> [NetworkAddress] {
    guard let host else { return [] }
    let numeric = NetworkAddress(host).map { [$0] } ?? lookup.addresses(host)
    guard !numeric.isEmpty else { throw .unresolvable(host: host) }
    guard numeric.allSatisfy({ address in policy.networks.contains { $0.contains(address) } }) else {
      throw .network(host: host, allowed: policy.allowed)
    }
    return numeric
  }
}
