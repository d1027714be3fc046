import Foundation
import Synchronization

/// Standard output and standard error, a whole line at a time.
enum Console {
  /// Writes a result.
  ///
  /// A reader that has gone (`… | head`) ends the program, quietly: nobody is left to tell. Standard output that cannot be written for
  /// another reason ends it with an error, since a result was lost.
  static func line(_ text: String) {
    do { try FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8)) } catch {
      if isBrokenPipe(error) { return reaction.withLock { $0 }() }
      Self.error("mediaskinoscope: standard output cannot be written: \(error.localizedDescription)")
      exit(1)
    }
  }

  /// What happens when the reader of standard output has gone, in place of the program's end: for commands whose result is a file.
  static func whenNobodyReads(_ run: @escaping @Sendable () -> Void) { reaction.withLock { $0 = run } }

  private static let reaction = Mutex<@Sendable () -> Void>({ exit(0) })

  private static func isBrokenPipe(_ error: any Error) -> Bool {
    var next: NSError? = error as NSError
    while let error = next {
      if error.domain == NSPOSIXErrorDomain, error.code == Int(EPIPE) { return true }
      next = error.userInfo[NSUnderlyingErrorKey] as? NSError
    }
    return false
  }

  /// Writes what is no result.
  static func error(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }

  /// Writes a record as one line of JSON with stable key order.
  static func record(_ value: some Encodable) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do { line(String(decoding: try encoder.encode(value), as: UTF8.self)) } catch {
      // Only a number that is not finite cannot be written; it must not look like a result.
      Self.error("mediaskinoscope: a result could not be written as JSON: \(error)")
    }
  }

  /// Shows how far long work has come, over the same line, if a person watches.
  static func progress(_ text: String) {
    guard isatty(FileHandle.standardError.fileDescriptor) == 1 else { return }
    try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(text)".utf8))
  }
}
