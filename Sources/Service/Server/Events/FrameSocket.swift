import GLib
import Soup
import Vocabulary

/// One socket: frames come in, each is answered with its sequence number. One is decoded at a time; while it is, the newest few
/// wait and the oldest of those give way.
@GLibActor final class FrameSocket {
  private static let waitingLimit = 4

  private let connection: WebSocketConnection
  private let receiver: any FrameReceiver
  private var waiting: [[UInt8]] = []
  private var isReceiving = false
  private var isOver = false

  init(_ connection: WebSocketConnection, receiver: any FrameReceiver) {
    self.connection = connection
    self.receiver = receiver
  }

  func start(onEnd: @escaping @GLibActor () -> Void) {
    connection.onBinary = { [weak self] in self?.received($0) }
    connection.onText = { [weak self] in self?.end(code: 1003, reason: "binary messages only: one JPEG each") }
    // Holds the socket until it is closed.
    connection.onClose = { [self] in
      isOver = true
      waiting = []
      onEnd()
      Task { [receiver] in await receiver.close() }
    }
  }

  func end(code: UInt16, reason: String) { connection.close(code: code, reason: reason) }

  private func received(_ frame: [UInt8]) {
    waiting.append(frame)
    if waiting.count > Self.waitingLimit { waiting.removeFirst() }
    receiveNext()
  }

  private func receiveNext() {
    guard !isReceiving, !isOver, !waiting.isEmpty else { return }
    isReceiving = true
    let frame = waiting.removeFirst()
    Task { @GLibActor in
      let answer: String
      do {
        answer = "\(try await receiver.receive(jpeg: frame))"
      } catch {
        // Not a number: the sender sees that this frame did not count, and goes on.
        let problem = Problem(error)
        answer = String(decoding: JSON.bytes(["error": problem.detail]), as: UTF8.self)
      }
      isReceiving = false
      if !isOver { connection.send(answer) }
      receiveNext()
    }
  }
}
