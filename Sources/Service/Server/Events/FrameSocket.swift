import GLib
import Soup
import Vocabulary

/// One socket: frames come in, each is answered with its sequence number. One is decoded at a time and the newest waits; those
/// that gave way are answered and counted as superseded.
@GLibActor final class FrameSocket {
  private let connection: WebSocketConnection
  private let receiver: any FrameReceiver
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
      onEnd()
      Task { [receiver] in await receiver.close() }
    }
  }

  func end(code: UInt16, reason: String) { connection.close(code: code, reason: reason) }

  /// Every frame goes to the receiver at once: it keeps the newest, and answers at once for those that gave way.
  private func received(_ frame: [UInt8]) {
    Task { @GLibActor in
      let answer: String
      do {
        answer = "\(try await receiver.receive(jpeg: frame))"
      } catch {
        // Not a number: the sender sees that this frame did not count, and goes on.
        let problem = Problem(error)
        answer = String(decoding: JSON.bytes(["error": problem.detail]), as: UTF8.self)
      }
      if !isOver { connection.send(answer) }
    }
  }
}
