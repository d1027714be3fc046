internal import Glibc

/// Holds a lock file, so that only one process works in a folder. The system lets go of it when the process dies, however it dies.
///
/// - Source: `flock(2)`.
public final class FileLock: Sendable {
  /// Why the lock was not had.
  public enum Failure: Error, Sendable, Hashable {
    /// Someone else holds it.
    case held
    /// The file could not be opened or locked: the system's error number.
    case system(errorNumber: Int32)
  }

  private let descriptor: Int32

  /// Takes the lock, or fails at once.
  public init(path: String) throws(Failure) {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(errorNumber: errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno
      close(descriptor)
      throw reason == EWOULDBLOCK ? .held : .system(errorNumber: reason)
    }
    self.descriptor = descriptor
  }

  deinit {
    // A process being forked at this moment holds a copy of the descriptor: closing ours alone would not let go.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
