import CGLib
import CSoup
public import GLib

/// One request and its answer, from the end of its head until libsoup is done with it.
///
/// - Threading: the GLib loop only.
@safe @GLibActor public final class HTTPExchange {
  enum Phase { case head, body, handling, paused, replied, streaming, upgrading, ended }

  public let head: HTTPHead
  /// Largest body in bytes; set it in `begin`. A longer one is refused with 413, counted as it arrives.
  public var bodyLimit: Int = 0
  /// How long the whole body may take; starts at the listener's own.
  public var bodyPatience: Duration
  /// Free for the handler: what it found out in `begin`.
  public var context: (any Sendable)?
  /// Told once when the exchange is over, however it ended.
  public var onEnd: (@GLibActor () -> Void)?
  /// Makes the reply for a body that is too long.
  public var onOverflow: (@GLibActor () -> HTTPReply)?
  /// Status sent; 0 before that.
  public internal(set) var status = 0

  let message: OpaquePointer
  let connection: Connection
  let limits: ListenerLimits
  var phase = Phase.head
  var stream: OutgoingStream?
  var onSwitch: (@GLibActor () -> Void)?
  private unowned let handler: any HTTPHandler
  private var receivedBytes = 0
  private let listenerOnEnd: @GLibActor () -> Void

  init(
    retaining message: OpaquePointer, connection: Connection, limits: ListenerLimits, handler: any HTTPHandler, isSecure: Bool,
    onEnd: @escaping @GLibActor () -> Void
  ) {
    unsafe self.message = message
    self.connection = connection
    self.limits = limits
    self.handler = handler
    bodyPatience = limits.body
    listenerOnEnd = onEnd
    head = unsafe HTTPHead(copying: message, isSecure: isSecure)
    unsafe g_object_ref(UnsafeMutableRawPointer(message))
    connection.exchange = self
  }

  isolated deinit { unsafe g_object_unref(UnsafeMutableRawPointer(message)) }

  /// Whether nothing can be sent any more.
  public var hasEnded: Bool { phase == .ended }

  // MARK: From libsoup

  func headIsComplete() {
    watchForEnd()
    if head.hasBody { watchChunks() }
    connection.expect(within: limits.reply)
    handler.begin(self)
    guard phase == .head else { return }
    if head.hasBody {
      phase = .body
      connection.expect(within: bodyPatience)
      if let length = head.contentLength, length > Int64(bodyLimit) { overflow() }
    }
  }

  func bodyIsComplete() {
    guard phase == .head || phase == .body else { return }
    phase = .handling
    connection.expect(within: limits.reply)
    handler.handle(self)
  }

  private func received(_ count: Int) {
    receivedBytes += count
    if phase == .body, receivedBytes > bodyLimit { overflow() }
  }

  private func overflow() { reply(onOverflow?() ?? HTTPReply(status: 413)) }

  func end() {
    guard phase != .ended else { return }
    phase = .ended
    connection.exchange = nil
    connection.expect(within: limits.idle)
    stream?.ended()
    stream = nil
    onEnd?()
    onEnd = nil
    onOverflow = nil
    listenerOnEnd()
  }

  /// Makes libsoup look at the connection again after it was shut down.
  func wake() {
    if phase == .paused || phase == .streaming { unsafe soup_server_message_unpause(message) }
  }

  // MARK: For the handler

  /// The whole body. Empty before `handle`.
  public func body() -> [UInt8] {
    guard phase != .ended, let body = unsafe soup_server_message_get_request_body(message) else { return [] }
    return unsafe SharedBytes.contents(adopting: soup_message_body_flatten(body))
  }

  /// Promises a reply later.
  public func pause() {
    guard phase == .handling else { return }
    phase = .paused
    unsafe soup_server_message_pause(message)
  }

  /// Answers. Before the body has been read the connection ends with the reply, because the rest of the body is not wanted.
  public func reply(_ reply: HTTPReply) {
    switch phase {
    case .head where head.hasBody, .body: refuse(reply)
    case .head, .handling, .paused: send(reply)
    case .replied, .streaming, .upgrading, .ended: break
    }
  }

  private func send(_ reply: HTTPReply) {
    let wasPaused = phase == .paused
    phase = .replied
    setHead(reply)
    if let body = reply.body {
      unsafe soup_message_body_append_bytes(soup_server_message_get_response_body(message), body.handle)
    }
    // A floor of 20 kB/s for whoever takes a long reply.
    connection.expect(within: limits.write + .milliseconds((reply.body?.count ?? 0) / 20))
    if wasPaused { unsafe soup_server_message_unpause(message) }
  }

  func setHead(_ reply: HTTPReply) {
    status = reply.status
    unsafe soup_server_message_set_status(message, guint(reply.status), nil)
    let headers = unsafe soup_server_message_get_response_headers(message)
    for (name, value) in reply.headers { unsafe soup_message_headers_append(headers, name, value) }
    if reply.neverHasBody { sayThatNoBodyComes() }
  }

  /// Answers with a body that is produced piece by piece.
  public func startStream(status: Int, headers: [(name: String, value: String)]) -> OutgoingStream? {
    guard phase == .handling || phase == .paused else { return nil }
    let wasPaused = phase == .paused
    phase = .streaming
    setHead(HTTPReply(status: status, headers: headers))
    unsafe soup_message_headers_set_encoding(soup_server_message_get_response_headers(message), SOUP_ENCODING_CHUNKED)
    unsafe soup_message_body_set_accumulate(soup_server_message_get_response_body(message), 0)
    let stream = OutgoingStream(self)
    self.stream = stream
    watchWrites()
    connection.expect(within: nil)
    if wasPaused { unsafe soup_server_message_unpause(message) }
    return stream
  }
}

extension HTTPExchange {
  /// Signals whose box is the exchange; it lives as long as libsoup's message.
  private func watchForEnd() {
    typealias Finished = @convention(c) (OpaquePointer?, gpointer?) -> Void
    let finished: Finished = { _, data in unsafe withExchange(data) { $0.end() } }
    unsafe connect("finished", unsafeBitCast(finished, to: GCallback.self))
  }

  private func watchChunks() {
    typealias GotChunk = @convention(c) (OpaquePointer?, OpaquePointer?, gpointer?) -> Void
    let gotChunk: GotChunk = { _, bytes, data in
      let count = unsafe bytes.map { unsafe Int(g_bytes_get_size($0)) } ?? 0
      unsafe withExchange(data) { $0.received(count) }
    }
    unsafe connect("got-chunk", unsafeBitCast(gotChunk, to: GCallback.self))
  }

  private func watchWrites() {
    typealias WroteChunk = @convention(c) (OpaquePointer?, gpointer?) -> Void
    let wroteChunk: WroteChunk = { _, data in unsafe withExchange(data) { $0.stream?.wroteChunk() } }
    unsafe connect("wrote-chunk", unsafeBitCast(wroteChunk, to: GCallback.self))
  }

  /// Twice: before the head is written, so that it promises no body, and after, since libsoup forgets it while it writes a 204.
  private func sayThatNoBodyComes() {
    typealias WroteHeaders = @convention(c) (OpaquePointer?, gpointer?) -> Void
    let wroteHeaders: WroteHeaders = { _, data in unsafe withExchange(data) { $0.expectNoBody() } }
    expectNoBody()
    unsafe connect("wrote-headers", unsafeBitCast(wroteHeaders, to: GCallback.self))
  }

  private func expectNoBody() {
    unsafe soup_message_headers_set_encoding(soup_server_message_get_response_headers(message), SOUP_ENCODING_NONE)
  }

  func connect(_ signal: String, _ callback: @escaping GCallback) {
    unsafe Signal.connect(UnsafeMutableRawPointer(message), signal, callback, retaining: WeakExchange(self))
  }
}

/// What signal handlers hold, so that message and exchange do not keep each other alive.
final class WeakExchange {
  weak var exchange: HTTPExchange?
  init(_ exchange: HTTPExchange) { self.exchange = exchange }
}

func withExchange(_ data: gpointer?, _ body: @GLibActor (HTTPExchange) -> Void) {
  guard let data = unsafe data else { return }
  let handed = Handed(unsafe Unmanaged<WeakExchange>.fromOpaque(data).takeUnretainedValue())
  GLibActor.assumeIsolated { if let exchange = handed.value.exchange { body(exchange) } }
}
