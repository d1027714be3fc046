/// Cuts a stream of server-sent events into the data of each event.
///
/// A value that is fed bytes as they come. A line longer than the limit ends it: a server that never breaks a line must not fill memory.
/// - Source: WHATWG HTML, section 9.2.6, "Interpreting an event stream"; other fields than `data` are passed over.
struct EventStreamReader: Sendable {
  private static let lineLimit = 65_536

  private var line: [UInt8] = []
  private var data: [UInt8]?
  private(set) var isBroken = false

  /// - Parameter bytes: the next ones.
  /// - Returns: the data of the events that are whole now, in order.
  mutating func read(_ bytes: [UInt8]) -> [[UInt8]] {
    var found: [[UInt8]] = []
    for byte in bytes where !isBroken {
      guard byte == UInt8(ascii: "\n") else {
        line.append(byte)
        isBroken = line.count + (data?.count ?? 0) > Self.lineLimit
        continue
      }
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      if line.isEmpty {
        if let data { found.append(data) }
        data = nil
      } else if let value = Self.value(of: line) {
        data = data.map { $0 + [UInt8(ascii: "\n")] + value } ?? Array(value)
      }
      line.removeAll(keepingCapacity: true)
    }
    return found
  }

  private static func value(of line: [UInt8]) -> ArraySlice<UInt8>? {
    let name = Array("data:".utf8)
    guard line.starts(with: name) else { return nil }
    let rest = line.dropFirst(name.count)
    return rest.first == UInt8(ascii: " ") ? rest.dropFirst() : rest
  }
}
