import Foundation

/// Standard output and standard error, a whole line at a time.
enum Console {
  /// Writes a result.
  static func line(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  /// Writes what is no result.
  static func error(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
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
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }
}
