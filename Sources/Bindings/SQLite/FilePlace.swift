internal import Glibc

/// Puts a finished file in the place of another, in one step: a reader sees the old one or the new one.
///
/// - Source: `rename(2)`.
public enum FilePlace {
  /// - Throws: the system's error number, in ``FileLock/Failure/system(errorNumber:)``.
  public static func put(_ finished: String, at place: String) throws(FileLock.Failure) {
    guard unsafe rename(finished, place) == 0 else { throw .system(errorNumber: errno) }
  }
}
