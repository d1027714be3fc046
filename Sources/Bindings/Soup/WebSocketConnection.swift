import CGLib
import CSoup
public import GLib

/// A WebSocket: whole messages in, texts out. Without extensions, because libsoup checks sizes before it inflates.
///
/// - Threading: the GLib loop only.
@safe @GLibActor public final class WebSocketConnection {
  private let handle: OpaquePointer
  private let connection: Connection
  private let silence: Duration
  /// A binary message, complete.
  public var onBinary: (@GLibActor ([UInt8]) -> Void)?
  /// A text message; its content is dropped.
  public var onText: (@GLibActor () -> Void)?
  /// Told once.
  public var onClose: (@GLibActor () -> Void)?

  /// Takes over `stream` (+1).
  init(
    adopting stream: UnsafeMutablePointer<GIOStream>, uri: OpaquePointer?, connection: Connection, maximumMessageBytes: Int,
    silence: Duration
  ) {
    self.connection = connection
    self.silence = silence
    unsafe handle = soup_websocket_connection_new(stream, uri, SOUP_WEBSOCKET_CONNECTION_SERVER, nil, nil, nil)
    unsafe g_object_unref(stream)
    unsafe soup_websocket_connection_set_max_incoming_payload_size(handle, guint64(maximumMessageBytes))
    unsafe soup_websocket_connection_set_keepalive_interval(handle, 15)
    connection.expect(within: silence)
    watch()
  }

  isolated deinit { unsafe g_object_unref(UnsafeMutableRawPointer(handle)) }

  private var isOpen: Bool { unsafe soup_websocket_connection_get_state(handle) == SOUP_WEBSOCKET_STATE_OPEN }

  /// Sends a text message.
  public func send(_ text: String) { if isOpen { unsafe soup_websocket_connection_send_text(handle, text) } }

  /// Starts the closing handshake with a code of RFC 6455 section 7.4.1.
  public func close(code: UInt16, reason: String) {
    guard isOpen else { return }
    unsafe soup_websocket_connection_close(handle, code, reason)
    connection.expect(within: .seconds(5))
  }

  private func watch() {
    typealias Message = @convention(c) (OpaquePointer?, gint, OpaquePointer?, gpointer?) -> Void
    let message: Message = { _, type, bytes, data in
      let isBinary = type == gint(SOUP_WEBSOCKET_DATA_BINARY.rawValue)
      let content = isBinary ? unsafe copied(bytes) : []
      unsafe withSocket(data) { $0.received(isBinary: isBinary, content) }
    }
    typealias Pong = @convention(c) (OpaquePointer?, OpaquePointer?, gpointer?) -> Void
    let pong: Pong = { _, _, data in unsafe withSocket(data) { $0.connection.expect(within: $0.silence) } }
    typealias Closed = @convention(c) (OpaquePointer?, gpointer?) -> Void
    let closed: Closed = { _, data in unsafe withSocket(data) { $0.closed() } }
    unsafe connect("message", unsafeBitCast(message, to: GCallback.self))
    unsafe connect("pong", unsafeBitCast(pong, to: GCallback.self))
    unsafe connect("closed", unsafeBitCast(closed, to: GCallback.self))
  }

  private func connect(_ signal: String, _ callback: @escaping GCallback) {
    unsafe Signal.connect(UnsafeMutableRawPointer(handle), signal, callback, retaining: WeakSocket(self))
  }

  private func received(isBinary: Bool, _ content: [UInt8]) {
    guard isOpen else { return }
    connection.expect(within: silence)
    if isBinary { onBinary?(content) } else { onText?() }
  }

  private func closed() {
    connection.expect(within: .zero)
    onBinary = nil
    onText = nil
    onClose?()
    onClose = nil
  }
}

private final class WeakSocket {
  weak var socket: WebSocketConnection?
  init(_ socket: WebSocketConnection) { self.socket = socket }
}

private func copied(_ bytes: OpaquePointer?) -> [UInt8] {
  var count: gsize = 0
  guard let bytes = unsafe bytes, let data = unsafe g_bytes_get_data(bytes, &count) else { return [] }
  return unsafe Array(UnsafeRawBufferPointer(start: data, count: Int(count)))
}

private func withSocket(_ data: gpointer?, _ body: @GLibActor (WebSocketConnection) -> Void) {
  guard let data = unsafe data else { return }
  let handed = Handed(unsafe Unmanaged<WeakSocket>.fromOpaque(data).takeUnretainedValue())
  GLibActor.assumeIsolated { if let socket = handed.value.socket { body(socket) } }
}
