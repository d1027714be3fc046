/// Takes a client's bytes apart into WebSocket messages, within limits that hold for whole messages.
///
/// libsoup 3.2 counts each fragment for itself, so that a message in pieces has no bound there.
/// - Source: RFC 6455, sections 5 and 7.4.
public struct WebSocketReader {
  /// What the peer sent: a whole message, or a control frame.
  public enum Event: Sendable, Hashable {
    case binary([UInt8])
    /// Its content is dropped.
    case text
    case ping([UInt8])
    case pong
    /// The peer's code, or 1005 if it gave none.
    case close(UInt16)
  }

  /// Why the connection must be closed, with the code that says so.
  public struct Violation: Error, Hashable {
    public let code: UInt16
    public let reason: String
  }

  private struct Frame {
    let opcode: UInt8
    let isFinal: Bool
    var mask: (UInt8, UInt8, UInt8, UInt8)
    var remaining: Int
    var received = 0
  }

  private let maximumMessageBytes: Int
  private var head: [UInt8] = []
  private var frame: Frame?
  /// Opcode of the message under way in fragments.
  private var messageOpcode: UInt8?
  private var message: [UInt8] = []
  private var control: [UInt8] = []

  public init(maximumMessageBytes: Int) { self.maximumMessageBytes = maximumMessageBytes }

  /// What `bytes` complete.
  public mutating func read(_ bytes: [UInt8]) throws(Violation) -> [Event] {
    var events: [Event] = []
    var position = 0
    while true {
      if frame == nil {
        guard let next = try readHead(bytes, &position) else { return events }
        frame = next
      }
      readPayload(bytes, &position)
      guard let current = frame, current.remaining == 0 else { return events }
      frame = nil
      if let event = try complete(current) { events.append(event) }
    }
  }

  /// Bytes that a head has, as far as its first two tell.
  private var headLength: Int {
    guard head.count >= 2 else { return 2 }
    return switch head[1] & 127 {
    case 126: 8
    case 127: 14
    default: 6
    }
  }

  private mutating func readHead(_ bytes: [UInt8], _ position: inout Int) throws(Violation) -> Frame? {
    while head.count < headLength {
      guard position < bytes.count else { return nil }
      head.append(bytes[position])
      position += 1
    }
    defer { head = [] }
    let opcode = head[0] & 15
    let isFinal = head[0] & 0x80 != 0
    guard head[0] & 0x70 == 0, [0, 1, 2, 8, 9, 10].contains(opcode) else { throw Self.violation("unknown opcode or extension") }
    guard head[1] & 0x80 != 0 else { throw Self.violation("not masked") }
    let lengthBytes = head[2..<(headLength - 4)]
    let length = lengthBytes.isEmpty ? UInt64(head[1] & 127) : lengthBytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    try check(opcode: opcode, isFinal: isFinal, length: length)
    let mask = head.suffix(4)
    let start = mask.startIndex
    return Frame(
      opcode: opcode, isFinal: isFinal, mask: (mask[start], mask[start + 1], mask[start + 2], mask[start + 3]),
      remaining: Int(length))
  }

  private func check(opcode: UInt8, isFinal: Bool, length: UInt64) throws(Violation) {
    if opcode >= 8 {
      guard isFinal, length <= 125 else { throw Self.violation("control frame in pieces or too long") }
      return
    }
    guard (opcode == 0) == (messageOpcode != nil) else { throw Self.violation("pieces out of order") }
    guard length <= UInt64(maximumMessageBytes - message.count) else {
      throw Violation(code: 1009, reason: "at most \(maximumMessageBytes) bytes a message")
    }
  }

  private mutating func readPayload(_ bytes: [UInt8], _ position: inout Int) {
    guard var current = frame else { return }
    let count = min(current.remaining, bytes.count - position)
    let mask = [current.mask.0, current.mask.1, current.mask.2, current.mask.3]
    var payload = Array(bytes[position..<position + count])
    if mask != [0, 0, 0, 0] {
      for index in payload.indices { payload[index] ^= mask[(current.received + index) & 3] }
    }
    if current.opcode >= 8 { control += payload } else { message += payload }
    position += count
    current.received += count
    current.remaining -= count
    frame = current
  }

  private mutating func complete(_ frame: Frame) throws(Violation) -> Event? {
    guard frame.opcode < 8 else { return try completeControl(frame) }
    if frame.opcode != 0 { messageOpcode = frame.opcode }
    guard frame.isFinal, let opcode = messageOpcode else { return nil }
    messageOpcode = nil
    defer { message = [] }
    return opcode == 2 ? .binary(message) : .text
  }

  private mutating func completeControl(_ frame: Frame) throws(Violation) -> Event {
    defer { control = [] }
    switch frame.opcode {
    case 9: return .ping(control)
    case 10: return .pong
    default:
      guard control.count != 1 else { throw Self.violation("close code cut off") }
      return .close(control.isEmpty ? 1005 : UInt16(control[0]) << 8 | UInt16(control[1]))
    }
  }

  private static func violation(_ reason: String) -> Violation { Violation(code: 1002, reason: reason) }
}

/// Frames as a server sends them: whole and unmasked.
enum WebSocketFrame {
  static func bytes(opcode: UInt8, _ payload: [UInt8]) -> [UInt8] {
    var head: [UInt8] = [0x80 | opcode]
    switch payload.count {
    case ..<126: head.append(UInt8(payload.count))
    case ..<65_536: head += [126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
    default: head += [127] + (0..<8).map { UInt8((payload.count >> (56 - 8 * $0)) & 255) }
    }
    return head + payload
  }

  static func close(code: UInt16, reason: String) -> [UInt8] {
    bytes(opcode: 8, [UInt8(code >> 8), UInt8(code & 255)] + reason.utf8.prefix(120))
  }
}
