/// Why an address is refused. No case carries a user name, a password or a query.
public enum SourceAddressError: Error, Sendable, Hashable {
  /// Empty, too long, or no URL of the plain form `scheme://host/path`.
  case malformed
  case scheme(String, allowed: String)
  case unresolvable(host: String)
  case network(host: String, allowed: String)
  case file(FileProblem)
  /// A camera is `v4l2:///dev/videoN` and must exist.
  case camera

  /// Why a file is not read.
  public enum FileProblem: Sendable, Hashable {
    case missing, notRegular, unreadable
    case outside(folders: [String])
  }

  /// What may be given instead, for whoever gave the address.
  public var allowed: String {
    switch self {
    case .malformed:
      "one URL such as rtsp://127.0.0.1:8554/camera or file:///srv/clip.webm, at most 2048 characters of plain ASCII"
    case .scheme(_, let allowed): allowed
    case .unresolvable(let host): "a host name that resolves; \(host) does not"
    case .network(let host, let allowed):
      "\(allowed); \(host) is elsewhere. An administrator can add its network to allow.networks"
    case .file(.missing): "a file that exists"
    case .file(.notRegular): "a regular file, neither a folder nor a device"
    case .file(.unreadable): "a file that the server may read"
    case .file(.outside(let folders)): "a file in \(folders.joined(separator: ", "))"
    case .camera: "a camera that is connected, as v4l2:///dev/video0"
    }
  }
}
