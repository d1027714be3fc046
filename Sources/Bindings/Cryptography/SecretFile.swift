internal import Glibc

/// A file that holds a secret and that nobody but its owner may read.
public enum SecretFile {
  /// Why the secret was not read or written.
  public enum Failure: Error, Sendable, Hashable {
    case absent
    /// Others than the owner may read or write it: its permission bits.
    case exposed(mode: UInt32)
    /// Larger than a secret is: 64 KiB.
    case tooLarge
    /// The system's error number.
    case system(errorNumber: Int32)
  }

  private static let largest = 65_536

  /// The bytes of the file at `path`.
  public static func read(_ path: String) throws(Failure) -> Secret {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw errno == ENOENT ? .absent : .system(errorNumber: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .system(errorNumber: errno) }
    let mode = status.st_mode & 0o777
    guard mode & 0o077 == 0 else { throw .exposed(mode: mode) }
    var bytes = [UInt8](repeating: 0, count: largest)
    let count = unsafe Glibc.read(descriptor, &bytes, largest)
    guard count >= 0 else { throw .system(errorNumber: errno) }
    guard count < largest else { throw .tooLarge }
    return Secret(bytes: Array(bytes.prefix(count)))
  }

  /// Writes `secret` to `path` with permissions 0600. It is there whole and on the disk when this returns, or not at all.
  public static func write(_ secret: Secret, to path: String) throws(Failure) {
    let draft = path + ".new"
    let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .system(errorNumber: errno) }
    let isWritten = unsafe secret.withUnsafeBytes { bytes in
      unsafe fchmod(descriptor, 0o600) == 0 && Glibc.write(descriptor, bytes.baseAddress, bytes.count) == bytes.count
        && fsync(descriptor) == 0
    }
    let reason = errno
    close(descriptor)
    guard isWritten else { throw .system(errorNumber: reason) }
    guard unsafe rename(draft, path) == 0 else { throw .system(errorNumber: errno) }
    try syncFolder(of: path)
  }

  /// A file's name is on the disk only once its folder is.
  private static func syncFolder(of path: String) throws(Failure) {
    let end = path.lastIndex(of: "/")
    let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(errorNumber: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .system(errorNumber: errno) }
  }
}
