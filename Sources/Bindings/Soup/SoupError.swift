public import GLib

/// Why the HTTP listener could not do its work.
public enum SoupError: Error, Sendable {
  /// The text is no numeric address.
  case address(String)
  /// Another program listens there, or the port needs privileges.
  case listen(address: String, port: UInt16, GLibFailure)
  /// Certificate or key cannot be read or do not belong together.
  case certificate(path: String, GLibFailure)
  /// A system call failed; `code` is `errno`.
  case system(call: String, code: Int32)
}
