/// Why a password was not hashed. No case carries it.
public enum PasswordHashError: Error, Sendable, Hashable {
  /// The library does not start.
  case library
  /// The memory for one hash cannot be had.
  case outOfMemory(bytes: Int)
}

extension PasswordHashError: CustomStringConvertible {
  /// One line: what, where, what to do.
  public var description: String {
    switch self {
    case .library: "libsodium does not start: reinstall the package libsodium23"
    case .outOfMemory(let bytes): "no \(bytes / 1_048_576) MiB of memory for one password hash: free some"
    }
  }
}
