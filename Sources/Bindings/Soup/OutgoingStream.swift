import CSoup
public import GLib

/// The body of a reply that goes out piece by piece: one piece is with libsoup at a time, so that its owner decides what waits.
///
/// - Threading: the GLib loop only.
@GLibActor public final class OutgoingStream {
  fileprivate weak var exchange: HTTPExchange?
  /// Whether a piece has been handed over and not been written yet.
  public private(set) var isBusy = false
  /// Called whenever a piece has left.
  public var onIdle: (@GLibActor () -> Void)?
  /// Called once when the peer has gone or the reply is complete.
  public var onEnd: (@GLibActor () -> Void)?

  init(_ exchange: HTTPExchange) { self.exchange = exchange }

  /// Sends `bytes`; only when not ``isBusy``.
  public func send(_ bytes: SharedBytes) {
    guard let exchange, exchange.phase == .streaming, bytes.count > 0 else { return }
    precondition(!isBusy, "one piece at a time")
    isBusy = true
    exchange.append(bytes)
  }

  /// Completes the reply.
  public func finish() {
    guard let exchange, exchange.phase == .streaming else { return }
    exchange.complete()
  }

  func wroteChunk() {
    isBusy = false
    exchange?.connection.expect(within: nil)
    onIdle?()
  }

  func ended() {
    onIdle = nil
    onEnd?()
    onEnd = nil
  }
}

extension HTTPExchange {
  fileprivate func append(_ bytes: SharedBytes) {
    unsafe soup_message_body_append_bytes(soup_server_message_get_response_body(message), bytes.handle)
    connection.expect(within: limits.write)
    unsafe soup_server_message_unpause(message)
  }

  fileprivate func complete() {
    phase = .replied
    unsafe soup_message_body_complete(soup_server_message_get_response_body(message))
    connection.expect(within: limits.write)
    unsafe soup_server_message_unpause(message)
  }
}

extension OutgoingStream {
  /// Breaks the connection, so that the peer sees an incomplete reply.
  public func abort() { exchange?.connection.close() }
}
