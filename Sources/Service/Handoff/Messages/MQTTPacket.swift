/// The packets of MQTT that a publisher needs, as bytes.
///
/// - Source: MQTT 3.1.1 (OASIS), sections 2.2.3, 3.1 to 3.4, 3.12 to 3.14.
public enum MQTTPacket {
  /// Seconds within which something must be sent.
  public static let keepAlive: UInt16 = 60
  /// The longest payload that is accepted.
  public static let longest = 262_144

  /// Asks the broker to let us in; `will` is what it publishes when we are gone.
  ///
  /// - Parameters:
  ///   - client: this client's name.
  ///   - will: published by the broker when the connection breaks.
  ///   - user: who we are; `nil` = nobody.
  ///   - password: of that user.
  /// - Returns: the packet.
  public static func connect(client: String, will: MQTTMessage, user: String?, password: [UInt8]?) -> [UInt8] {
    // Clean session, a will of quality 1.
    var flags: UInt8 = 0x02 | 0x04 | 0x08 | (will.isRetained ? 0x20 : 0)
    if user != nil { flags |= 0x80 }
    if user != nil, password != nil { flags |= 0x40 }
    var body = field(Array("MQTT".utf8)) + [4, flags] + number(keepAlive) + field(Array(client.utf8))
    body += field(Array(will.topic.utf8)) + field(will.payload)
    if let user {
      body += field(Array(user.utf8))
      if let password { body += field(password) }
    }
    return [0x10] + length(body.count) + body
  }

  /// Publishes with quality 1: the broker must say that it has it.
  ///
  /// - Parameters:
  ///   - message: what is published.
  ///   - identifier: of this packet, not 0.
  /// - Returns: the packet.
  public static func publish(_ message: MQTTMessage, identifier: UInt16) -> [UInt8] {
    let body = field(Array(message.topic.utf8)) + number(identifier) + message.payload
    return [0x32 | (message.isRetained ? 1 : 0)] + length(body.count) + body
  }

  public static let ping: [UInt8] = [0xC0, 0]
  public static let disconnect: [UInt8] = [0xE0, 0]

  /// What the broker said to `connect`.
  ///
  /// - Parameter bytes: the four bytes of its answer.
  /// - Throws: ``HandoffFault`` unless it let us in.
  public static func checkConnected(_ bytes: [UInt8]) throws(HandoffFault) {
    guard bytes.count == 4, bytes[0] == 0x20, bytes[1] == 2 else { throw .unreadable }
    guard bytes[3] != 0 else { return }
    let reasons: [UInt8: String] = [
      1: "it speaks no MQTT 3.1.1", 2: "the client's name", 3: "it is not available", 4: "user or password", 5: "not authorised",
    ]
    throw .brokerRefused(reasons[bytes[3]] ?? "for a reason that is not known")
  }

  private static func number(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }

  private static func field(_ bytes: [UInt8]) -> [UInt8] {
    let bytes = bytes.prefix(0xFFFF)
    return number(UInt16(bytes.count)) + bytes
  }

  private static func length(_ count: Int) -> [UInt8] {
    var (rest, bytes) = (count, [UInt8]())
    repeat {
      let digit = UInt8(rest % 128)
      rest /= 128
      bytes.append(rest > 0 ? digit | 0x80 : digit)
    } while rest > 0
    return bytes
  }
}
