import Foundation

/// The lines that a process writes, one element for each, until it ends.
///
/// A thread of its own waits for bytes and closes the handle when the process has gone. A readability handler would close it while
/// libdispatch still watches the descriptor; where the number was soon used again, that ended the server (a renderer killed in a call).
enum SpokenLines {
  /// - Parameters:
  ///   - handle: the reading end of the process's output; nobody else may read or close it.
  ///   - bound: lines that wait to be taken; older ones are forgotten.
  static func of(_ handle: FileHandle, bound: Int) -> AsyncStream<Void> {
    let (lines, told) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(bound))
    let thread = Thread {
      // Byte by byte: FileHandle waits until all that was asked for has come, and a line is short.
      while let byte = try? handle.read(upToCount: 1)?.first {
        if byte == UInt8(ascii: "\n") { told.yield() }
      }
      try? handle.close()
      told.finish()
    }
    thread.name = "spoken lines"
    thread.start()
    return lines
  }
}
