import Foundation
public import Vocabulary

/// Where a pulled source is: the one place where an address from outside becomes one that GStreamer sees.
///
/// The text is parsed, held against a ``SourcePolicy`` and written anew from its parts, so that nobody downstream reads it otherwise.
/// It may hold credentials: only ``description`` is for eyes.
public struct SourceAddress: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public let kind: SourceKind
  /// Without user, password, query and fragment; of an RTMP address also without its last part, often a secret key.
  public let description: String
  let policy: SourcePolicy
  let scheme: SourcePolicy.Scheme
  let host: String?
  /// What GStreamer opens.
  let uri: String
  /// The path of a file or device.
  let path: String?

  /// Reads a URL from a configuration or a request.
  ///
  /// Files and devices are looked at now; hosts when ``checkHost()`` is called, before every connection.
  public init(_ text: String, policy: SourcePolicy) throws(SourceAddressError) {
    // Characters that parsers of URLs disagree on never get as far as a parser.
    guard (1...2048).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C }),
      let parts = URLComponents(string: text), let name = parts.scheme?.lowercased()
    else { throw .malformed }
    guard let scheme = SourcePolicy.Scheme(rawValue: name), policy.schemes.contains(scheme) else {
      throw .scheme(String(name.prefix(32)), allowed: policy.allowed)
    }
    switch scheme {
    case .file: try self.init(filePath: Self.localPath(parts), policy: policy)
    case .v4l2: try self.init(device: Self.localPath(parts), policy: policy)
    case .rtsp, .rtsps, .rtmp, .http, .https: try self.init(network: parts, scheme: scheme, policy: policy)
    }
  }

  /// A file of this machine by its path; it must be a regular file that can be read, wherever links lead.
  public init(filePath: String, policy: SourcePolicy) throws(SourceAddressError) {
    guard policy.schemes.contains(.file) else { throw .scheme("file", allowed: policy.allowed) }
    let path = try LocalFile.resolve(filePath, within: policy.folders)
    self.init(
      kind: .file, description: "file://" + path, policy: policy, scheme: .file, uri: URL(fileURLWithPath: path).absoluteString,
      path: path)
  }

  private init(device path: String, policy: SourcePolicy) throws(SourceAddressError) {
    let number = path.hasPrefix("/dev/video") ? path.dropFirst(10) : ""
    guard (1...3).contains(number.utf8.count), number.utf8.allSatisfy({ (48...57).contains($0) }),
      FileManager.default.fileExists(atPath: path)
    else { throw .camera }
    self.init(kind: .camera, description: "v4l2://" + path, policy: policy, scheme: .v4l2, uri: "v4l2://" + path, path: path)
  }

  private init(
    network parts: URLComponents, scheme: SourcePolicy.Scheme, policy: SourcePolicy
  ) throws(SourceAddressError) {
    // A host in percent encoding is one more way of not saying where one goes.
    guard parts.percentEncodedHost?.contains("%") == false, let host = parts.host?.trimmingCharacters(in: ["[", "]"]),
      Self.isPlain(host: host), parts.port.map({ (1...65535).contains($0) }) ?? true
    else { throw .malformed }
    var clean = parts
    clean.scheme = scheme.rawValue
    clean.fragment = nil
    var shown = clean
    (shown.user, shown.password, shown.query) = (nil, nil, nil)
    guard let uri = clean.string, let description = shown.string else { throw .malformed }
    self.init(
      kind: Self.kind(scheme), description: scheme == .rtmp ? Self.withoutKey(description) : description, policy: policy,
      scheme: scheme, host: host, uri: uri)
  }

  private init(
    kind: SourceKind, description: String, policy: SourcePolicy, scheme: SourcePolicy.Scheme, host: String? = nil, uri: String,
    path: String? = nil
  ) {
    self.kind = kind
    self.description = description
    self.policy = policy
    self.scheme = scheme
    self.host = host
    self.uri = uri
    self.path = path
  }

  public var debugDescription: String { description }
  /// Nothing but ``description``: a dump shows no password either.
  public var customMirror: Mirror { Mirror(reflecting: description) }

  /// Whether it sends in its own time: a camera or a sender, not a recording.
  public var isLive: Bool { kind != .file && kind != .http }
}
