import CGLib
import CSoup
public import GLib

/// A WebSocket: whole messages in, texts out, no extensions.
///
/// - Threading: the GLib loop only.
@safe @GLibActor public final class WebSocketConnection {
  private static let chunkBytes = 65_536
  /// What may wait to be written; a peer that pings without reading is cut off here.
  private static let waitingBytes = 262_144

  private let stream: UnsafeMutablePointer<GIOStream>
  private let connection: Connection
  private let silence: Duration
  private var reader: WebSocketReader
  private var waiting: [UInt8] = []
  private var isWriting = false
  private var isClosing = false
  private var isOver = false
  /// A binary message, complete.
  public var onBinary: (@GLibActor ([UInt8]) -> Void)?
  /// A text message; its content is dropped.
  public var onText: (@GLibActor () -> Void)?
  /// Told once.
  public var onClose: (@GLibActor () -> Void)?

  /// Takes over `stream` (+1).
  init(
    adopting stream: UnsafeMutablePointer<GIOStream>, connection: Connection, maximumMessageBytes: Int, silence: Duration
  ) {
    unsafe self.stream = stream
    self.connection = connection
    self.silence = silence
    reader = WebSocketReader(maximumMessageBytes: maximumMessageBytes)
    connection.expect(within: silence)
  }

  isolated deinit { unsafe g_object_unref(stream) }

  /// Starts reading; the callbacks must be set by then.
  func start() {
    read()
    Task { @GLibActor [weak self, silence] in
      while self?.ping() == true { try? await Task.sleep(for: silence / 3) }
    }
  }

  /// - Returns: whether the socket is still open.
  private func ping() -> Bool {
    guard !isOver else { return false }
    write(WebSocketFrame.bytes(opcode: 9, []))
    return true
  }

  /// Sends a text message.
  public func send(_ text: String) { write(WebSocketFrame.bytes(opcode: 1, Array(text.utf8))) }

  /// Starts the closing handshake with a code of RFC 6455 section 7.4.1.
  public func close(code: UInt16, reason: String) {
    guard !isClosing else { return }
    write(WebSocketFrame.close(code: code, reason: reason))
    isClosing = true
    connection.expect(within: .seconds(2))
  }

  // MARK: Reading

  private func read() {
    unsafe g_input_stream_read_bytes_async(
      g_io_stream_get_input_stream(stream), gsize(Self.chunkBytes), 0, nil,
      { source, result, data in
        guard let data = unsafe data, let source = unsafe source else { return }
        let socket = Handed(unsafe Unmanaged<WebSocketConnection>.fromOpaque(data).takeRetainedValue())
        let input = unsafe UnsafeMutableRawPointer(source).assumingMemoryBound(to: GInputStream.self)
        let bytes = unsafe g_input_stream_read_bytes_finish(input, result, nil)
        let content = unsafe SharedBytes.contents(adopting: bytes)
        GLibActor.assumeIsolated { socket.value.received(content) }
      },
      Unmanaged.passRetained(self).toOpaque())
  }

  /// - Parameter content: empty at the end of the stream or after an error.
  private func received(_ content: [UInt8]) {
    guard !isOver else { return }
    guard !content.isEmpty else { return end() }
    if !isClosing { connection.expect(within: silence) }
    do {
      for event in try reader.read(content) { handle(event) }
      if !isOver { read() }
    } catch {
      close(code: error.code, reason: error.reason)
      end()
    }
  }

  private func handle(_ event: WebSocketReader.Event) {
    switch event {
    case .binary(let content): if !isClosing { onBinary?(content) }
    case .text: if !isClosing { onText?() }
    case .ping(let content): write(WebSocketFrame.bytes(opcode: 10, content))
    case .pong: break
    case .close(let code):
      close(code: code == 1005 ? 1000 : code, reason: "")
      end()
    }
  }

  /// No more is read; what waits to be written still goes out.
  private func end() {
    guard !isOver else { return }
    isOver = true
    isClosing = true
    if !isWriting { connection.linger() }
    onBinary = nil
    onText = nil
    onClose?()
    onClose = nil
  }

  // MARK: Writing

  private func write(_ bytes: [UInt8]) {
    guard !isClosing, waiting.count + bytes.count <= Self.waitingBytes else { return isClosing ? () : end() }
    waiting += bytes
    writeOn()
  }

  private func writeOn() {
    guard !isWriting, !waiting.isEmpty else { return }
    isWriting = true
    let bytes = SharedBytes(waiting)
    waiting = []
    unsafe g_output_stream_write_bytes_async(
      g_io_stream_get_output_stream(stream), bytes.handle, 0, nil,
      { source, result, data in
        guard let data = unsafe data, let source = unsafe source else { return }
        let pending = Handed(unsafe Unmanaged<PendingWrite>.fromOpaque(data).takeRetainedValue())
        let output = unsafe UnsafeMutableRawPointer(source).assumingMemoryBound(to: GOutputStream.self)
        let count = unsafe g_output_stream_write_bytes_finish(output, result, nil)
        GLibActor.assumeIsolated { pending.value.socket.wrote(count, of: pending.value.bytes) }
      },
      Unmanaged.passRetained(PendingWrite(socket: self, bytes: bytes)).toOpaque())
  }

  /// Keeps the bytes and the socket until the write is done.
  private final class PendingWrite {
    let socket: WebSocketConnection
    let bytes: SharedBytes
    init(socket: WebSocketConnection, bytes: SharedBytes) {
      self.socket = socket
      self.bytes = bytes
    }
  }

  private func wrote(_ count: Int, of bytes: SharedBytes) {
    isWriting = false
    guard count > 0 else { return end() }
    // Not all of it may have gone.
    if count < bytes.count { waiting = bytes.bytes.dropFirst(count) + waiting }
    if waiting.isEmpty, isOver { connection.linger() } else { writeOn() }
  }
}
