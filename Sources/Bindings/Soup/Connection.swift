import CGLib
import CSoup
import GLib

/// One accepted connection and when it must have got further.
@safe @GLibActor final class Connection {
  /// What libsoup reads and writes: the socket's stream, or TLS over it.
  let stream: UnsafeMutablePointer<GIOStream>
  /// The object that libsoup gives back with each message; its identity tells which connection a message is of.
  let peer: UnsafeMutablePointer<GSocketAddress>
  private let socketConnection: UnsafeMutablePointer<GSocketConnection>
  /// libsoup's own stream, once it was taken from libsoup.
  private var stolen: UnsafeMutablePointer<GIOStream>?
  private var isShutDown = false
  /// When it is shut down; `nil` while nothing is awaited of the peer.
  private(set) var deadline: ContinuousClock.Instant?
  weak var exchange: HTTPExchange?

  init(
    retaining socketConnection: UnsafeMutablePointer<GSocketConnection>, stream: UnsafeMutablePointer<GIOStream>,
    peer: UnsafeMutablePointer<GSocketAddress>, patience: Duration
  ) {
    unsafe self.socketConnection = socketConnection
    unsafe self.stream = stream
    unsafe self.peer = peer
    unsafe g_object_ref(socketConnection)
    unsafe g_object_ref(stream)
    unsafe g_object_ref(peer)
    deadline = .now + patience
  }

  isolated deinit {
    if let stolen = unsafe stolen { unsafe g_object_unref(stolen) }
    unsafe g_object_unref(stream)
    unsafe g_object_unref(socketConnection)
    unsafe g_object_unref(peer)
  }

  var isClosed: Bool { unsafe g_io_stream_is_closed(stream) != 0 }

  /// Whether the peer has gone while nothing was under way: there is something to read, and it is the end. libsoup keeps such a
  /// connection until its time is up.
  var isAbandoned: Bool {
    guard exchange == nil else { return false }
    let socket = unsafe g_socket_connection_get_socket(socketConnection)
    return unsafe g_socket_condition_check(socket, G_IO_IN).rawValue & G_IO_IN.rawValue != 0
      && g_socket_get_available_bytes(socket) == 0
  }

  /// Waits for the peer no longer than this; `nil` waits for ever.
  func expect(within patience: Duration?) {
    guard !isShutDown else { return }
    deadline = patience.map { .now + $0 }
  }

  /// Keeps the stream that was taken from libsoup alive.
  func adopt(stolen stream: UnsafeMutablePointer<GIOStream>?) { unsafe stolen = stream }

  /// Ends our side and leaves the peer a second to read what was written.
  func linger() {
    unsafe g_socket_shutdown(g_socket_connection_get_socket(socketConnection), 0, 1, nil)
    expect(within: .seconds(1))
  }

  /// Ends the connection: first both directions, so that whoever reads or writes it notices; then the stream itself.
  func close() {
    let wasStolen = unsafe stolen != nil
    if isShutDown || wasStolen {
      _ = unsafe g_io_stream_close(stream, nil, nil)
      return
    }
    isShutDown = true
    deadline = .now
    unsafe g_socket_shutdown(g_socket_connection_get_socket(socketConnection), 1, 1, nil)
    exchange?.wake()
  }
}
