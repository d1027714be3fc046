public import Foundation

/// The lines that a process writes, until it ends.
///
/// A thread of its own waits for bytes and closes the handle when the process has gone. A readability handler would close it while
/// libdispatch still watches the descriptor; where the number was soon used again, that ended the server (a renderer killed in a call).
public enum ChildLines {
  /// Bytes of the longest line; of a longer one only the beginning is told.
  private static let limit = 65_536

  /// - Parameters:
  ///   - handle: the reading end of the process's output; nobody else may read or close it.
  ///   - bound: lines that wait to be taken; older ones are forgotten.
  ///   - name: of the thread.
  /// - Returns: one element for each line, without its end.
  public static func of(_ handle: FileHandle, bound: Int, name: String) -> AsyncStream<String> {
    let (lines, told) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(bound))
    let thread = Thread {
      var line: [UInt8] = []
      // Byte by byte: FileHandle waits until all that was asked for has come, and a line is short.
      while let byte = try? handle.read(upToCount: 1)?.first {
        if byte == UInt8(ascii: "\n") {
          told.yield(String(decoding: line, as: UTF8.self))
          line.removeAll(keepingCapacity: true)
        } else if line.count < limit {
          line.append(byte)
        }
      }
      try? handle.close()
      told.finish()
    }
    thread.name = name
    thread.start()
    return lines
  }
}
