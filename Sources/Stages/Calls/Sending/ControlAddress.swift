public import Cryptography
import Foundation
public import Soup
public import Vocabulary

/// Where one call is controlled from. Whoever knows it can speak in the call, so that its path is a secret.
public struct ControlAddress: Sendable {
  static let longest = 2_048

  /// Scheme, host and port.
  public let target: HTTPTarget
  /// Path and query.
  public let path: Secret
  private let rules: ControlRules

  /// - Parameters:
  ///   - secret: what the service named.
  ///   - rules: what is believed.
  /// - Throws: ``ControlAddressFault``.
  public init(_ secret: Secret, rules: ControlRules) throws(ControlAddressFault) {
    let parts = secret.withText { text -> (String, String, Bool)? in
      guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C }),
        let parts = URLComponents(string: text), let host = parts.host?.lowercased(), !host.isEmpty, !host.hasPrefix("."),
        !host.hasSuffix("."),
        let scheme = parts.scheme?.lowercased(), parts.user == nil, parts.password == nil, parts.fragment == nil
      else { return nil }
      let isUsual = parts.port == nil || parts.port == 443
      let path = parts.percentEncodedPath + (parts.percentEncodedQuery.map { "?" + $0 } ?? "")
      return ("\(scheme)://\(host)\(parts.port.map { ":\($0)" } ?? "")", path, scheme == "https" && isUsual)
    }
    guard let (origin, path, isUsual) = parts, path.hasPrefix("/"), let target = HTTPTarget(origin) else { throw .form }
    let isHere = target.isLoopback && rules.allowsLoopback
    guard isUsual || isHere else { throw .form }
    // Numbers are no names: a rule for a domain says nothing of them.
    guard isHere || NetworkAddress(target.host) == nil && target.host.contains(".") else { throw .host }
    guard rules.allows(target.host) else { throw .host }
    self.target = target
    self.path = Secret(text: path)
    self.rules = rules
  }

  /// Holds every address that the host's name has against the rules: one that is not public refuses it all.
  ///
  /// Blocks while a name server answers.
  /// - Parameter lookup: what names mean.
  /// - Returns: the addresses; empty where the host is one itself.
  /// - Throws: ``ControlAddressFault``.
  public func addresses(_ lookup: HostLookup) throws(ControlAddressFault) -> [NetworkAddress] {
    if NetworkAddress(target.host) != nil { return [] }
    let found = lookup.addresses(target.host)
    guard !found.isEmpty else { throw .unresolvable }
    let mayBeHere = target.isLoopback && rules.allowsLoopback
    guard found.allSatisfy({ $0.isPublic || mayBeHere && $0.isLoopback }) else { throw .network }
    return found
  }
}
