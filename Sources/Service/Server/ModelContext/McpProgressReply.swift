import GLib
import Soup
import Vocabulary

/// A reply that tells how far the work is before it gives the result.
@GLibActor final class McpProgressReply {
  /// Reports that may wait for a slow client; further ones are left out, the result never is.
  private static let limit = 8

  private let stream: OutgoingStream
  private let token: JSONValue
  private var waiting: [SharedBytes] = []
  private var isLast = false

  init(_ stream: OutgoingStream, token: JSONValue) {
    self.stream = stream
    self.token = token
    stream.onIdle = { [weak self] in self?.pump() }
  }

  func report(_ done: Double, _ message: String) {
    guard !isLast, waiting.count < Self.limit else { return }
    let params: JSONValue = ["progressToken": token, "progress": .number(done), "message": .string(message)]
    put(McpEvent.bytes(["jsonrpc": "2.0", "method": "notifications/progress", "params": params]))
  }

  /// - Parameter body: the result's message; `nil` where it was cancelled, so that nothing may follow.
  func finish(_ body: [UInt8]?) {
    isLast = true
    // From here on the stream alone keeps this object, until the last piece has left or the client has gone.
    stream.onIdle = { self.pump() }
    if let body { waiting.append(McpEvent.bytes(body)) }
    pump()
  }

  private func put(_ bytes: SharedBytes) {
    waiting.append(bytes)
    pump()
  }

  private func pump() {
    guard !stream.isBusy else { return }
    if !waiting.isEmpty { return stream.send(waiting.removeFirst()) }
    if isLast {
      stream.onIdle = nil
      stream.finish()
    }
  }
}
