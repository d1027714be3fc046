public import Vocabulary

/// Which addresses pulled sources may have: the configuration's `allow`.
public struct SourcePolicy: Sendable, Hashable {
  /// What this server can read at all; nothing that starts a program is among them.
  public enum Scheme: String, Sendable, Hashable, CaseIterable {
    case rtsp, rtsps, rtmp, http, https, file, v4l2

    /// Whether its addresses name a host.
    public var hasHost: Bool { self != .file && self != .v4l2 }
  }

  public var schemes: Set<Scheme>
  /// Where hosts may resolve to.
  public var networks: [NetworkRange]
  /// Where files may lie; `nil` for anywhere that this process may read.
  public var folders: [String]?

  public init(schemes: Set<Scheme>, networks: [NetworkRange], folders: [String]? = nil) {
    self.schemes = schemes
    self.networks = networks
    self.folders = folders
  }

  /// Every scheme, this machine only.
  public static let standard = SourcePolicy(
    schemes: Set(Scheme.allCases), networks: ["127.0.0.0/8", "::1/128"].compactMap(NetworkRange.init))

  /// What is allowed, in words, for refusals.
  public var allowed: String {
    let names = Scheme.allCases.filter(schemes.contains).map(\.rawValue).joined(separator: ", ")
    let places = networks.map(\.description).joined(separator: ", ")
    return "schemes \(names); hosts in \(places.isEmpty ? "no network" : places)"
  }
}
