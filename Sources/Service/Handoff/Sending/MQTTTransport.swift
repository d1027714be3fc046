import Configuration
import Cryptography
import Foundation
import GLib
import Journal
import Vocabulary

/// Publishes to a broker over one connection that stays open. Each message waits until the broker has it.
///
/// - Threading: an actor on a thread of its own: its socket blocks there, for at most the sink's time a step.
actor MQTTTransport: SinkTransport {
  private let setting: SinkSetting
  private let address: SinkAddress
  private let topics: MQTTTopics
  private let password: Secret?
  private let destination: DestinationGuard
  private let client = "skino-" + RandomIdentifier.hexadecimal128().prefix(16)
  private let executor = QueueExecutor(name: "handoff.mqtt", quality: .utility)
  private var socket: ClientSocket?
  private var number: UInt16 = 0
  /// The newest entry whose state was published: an older message that is tried again does not overwrite it.
  private var newest: Int64

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  init(
    _ setting: SinkSetting, secrets: SinkSecrets, destination: DestinationGuard, newest: Int64
  ) throws(HandoffError) {
    self.setting = setting
    address = try SinkAddress(setting)
    topics = MQTTTopics(setting)
    password = secrets.password
    self.destination = destination
    self.newest = newest
  }

  func attempt(_ delivery: PendingDelivery) async -> AttemptResult {
    let isNewest = delivery.sequence >= newest
    let result = await published(topics.messages(delivery, isNewest: isNewest))
    if case .accepted = result, isNewest { newest = delivery.sequence }
    return result
  }

  func test() async -> AttemptResult { await published([topics.test(id: RandomIdentifier.hexadecimal128())]) }

  /// Keeps the connection open, so that the broker does not believe us gone.
  func beat() async {
    guard let socket else { return }
    let answer: [UInt8]? = try? Self.exchange(MQTTPacket.ping, answer: 2, over: socket)
    if answer != [0xD0, 0] { drop() }
  }

  func close() async {
    guard let socket else { return }
    try? publish([topics.status(isOnline: false)], over: socket)
    try? socket.write(MQTTPacket.disconnect)
    drop()
  }

  private func drop() {
    socket?.close()
    socket = nil
  }

  private func published(_ messages: [MQTTMessage]) async -> AttemptResult {
    do throws(HandoffFault) {
      let socket: ClientSocket
      if let open = self.socket { socket = open } else { socket = try await connect() }
      try publish(messages, over: socket)
      return .accepted(answer: "acknowledged by the broker")
    } catch {
      drop()
      return .failed(error)
    }
  }

  private func connect() async throws(HandoffFault) -> ClientSocket {
    let pin = try await destination.pin(address.host)
    defer { withExtendedLifetime(pin) {} }
    let socket: ClientSocket
    do throws(GLibFailure) {
      socket = try ClientSocket(
        host: address.host, port: UInt16(address.port), isSecure: address.isSecure, authorityFile: setting.certificate,
        timeoutSeconds: setting.timeoutSeconds)
    } catch { throw Self.fault(error) }
    let hello = MQTTPacket.connect(
      client: String(client), will: topics.status(isOnline: false), user: setting.user, password: password?.trimmedBytes)
    try MQTTPacket.checkConnected(try Self.exchange(hello, answer: 4, over: socket))
    try publish([topics.status(isOnline: true)] + topics.discovery, over: socket)
    self.socket = socket
    return socket
  }

  private func publish(_ messages: [MQTTMessage], over socket: ClientSocket) throws(HandoffFault) {
    for message in messages {
      number = number == .max ? 1 : number + 1
      let packet = MQTTPacket.publish(message, identifier: number)
      let answer = try Self.exchange(packet, answer: 4, over: socket)
      guard answer == [0x40, 2, UInt8(number >> 8), UInt8(number & 0xFF)] else { throw .unreadable }
    }
  }

  private static func exchange(
    _ packet: [UInt8], answer count: Int, over socket: ClientSocket
  ) throws(HandoffFault) -> [UInt8] {
    do throws(GLibFailure) {
      try socket.write(packet)
      return try socket.read(count)
    } catch { throw fault(error) }
  }

  private static func fault(_ failure: GLibFailure) -> HandoffFault {
    if failure.domain == "g-tls-error-quark" { return .untrusted }
    return failure.domain == "g-io-error-quark" && failure.code == 24 ? .timedOut : .connection
  }
}

extension Secret {
  /// Without the newline that editors put at a file's end.
  fileprivate var trimmedBytes: [UInt8] { withText { Array($0.trimmingCharacters(in: .newlines).utf8) } }
}
