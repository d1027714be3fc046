import GLib
import Soup
import Vocabulary

/// A call service on this machine that takes every call on and hears when words reach it: for measuring only.
@GLibActor final class CallStandIn: HTTPHandler {
  /// When each `say` had arrived whole.
  nonisolated let arrivals: AsyncStream<ContinuousClock.Instant>
  private nonisolated let continuation: AsyncStream<ContinuousClock.Instant>.Continuation
  private var listener: HTTPListener?
  private(set) var port: UInt16 = 0

  nonisolated init() { (arrivals, continuation) = AsyncStream.makeStream(of: ContinuousClock.Instant.self) }

  func start() throws {
    let listener = try HTTPListener(limits: ListenerLimits(), identity: nil, handler: self)
    port = try listener.listen(host: "127.0.0.1", port: 0).port
    self.listener = listener
  }

  func stop() {
    listener?.stopAccepting()
    listener?.closeAllConnections()
    listener = nil
  }

  func begin(_ exchange: HTTPExchange) { exchange.bodyLimit = 65_536 }

  func handle(_ exchange: HTTPExchange) {
    let body = (try? JSONValue(parsing: exchange.body())) ?? .null
    if body["type"] == "say" { continuation.yield(ContinuousClock.now) }
    let reply: JSONValue =
      exchange.head.path == "/call"
      ? ["id": "bench", "monitor": ["controlUrl": .string("http://127.0.0.1:\(port)/control")]] : [:]
    exchange.reply(
      HTTPReply(status: 200, headers: [("Content-Type", "application/json")], body: SharedBytes(reply.encoded)))
  }
}
