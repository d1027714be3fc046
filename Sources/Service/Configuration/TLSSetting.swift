/// Where the server's certificate comes from.
public enum TLSSetting: Sendable, Hashable {
  /// PEM files.
  case files(certificate: String, key: String)
  /// A certificate of its own making, kept in the data folder.
  case local
}
