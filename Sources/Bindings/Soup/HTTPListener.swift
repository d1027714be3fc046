import CGLib
import CSoup
public import GLib

/// Accepts connections for libsoup, which has neither deadlines nor limits of its own, and hands each request to a handler.
///
/// - Threading: everything happens on the GLib loop.
/// - Source: `GSocketService`, `soup_server_accept_iostream`.
@safe @GLibActor public final class HTTPListener {
  public let limits: ListenerLimits
  private let server: UnsafeMutablePointer<SoupServer>
  private let service: UnsafeMutablePointer<GSocketService>
  private let identity: TLSIdentity?
  private unowned let handler: any HTTPHandler
  private var connections: [Int: Connection] = [:]
  private var exchanges: [Int: HTTPExchange] = [:]
  private var sweeper: UnsafeMutablePointer<GSource>?
  /// Connections turned away because of the cap.
  public private(set) var refusedConnections = 0

  /// - Parameters:
  ///   - limits: how many connections there may be, and how long each step of a request may take.
  ///   - identity: certificate and key for TLS; `nil` for plain HTTP.
  ///   - handler: must outlive the listener.
  public init(limits: ListenerLimits, identity: TLSIdentity?, handler: any HTTPHandler) throws(SoupError) {
    self.limits = limits
    self.identity = identity
    self.handler = handler
    unsafe server = skino_soup_server_new()
    unsafe service = g_socket_service_new()
    try keepConnectionsAlive()
    receiveRequests()
  }

  isolated deinit {
    if let sweeper = unsafe sweeper { unsafe g_source_destroy(sweeper) }
    unsafe g_socket_service_stop(service)
    unsafe g_object_unref(service)
    unsafe soup_server_disconnect(server)
    unsafe g_object_unref(server)
  }

  public var openConnections: Int { connections.count }
  public var openExchanges: Int { exchanges.count }

  /// Listens on a numeric address; port 0 lets the kernel choose.
  /// - Returns: the numeric address and the port that it became.
  public func listen(host: String, port: UInt16) throws(SoupError) -> (host: String, port: UInt16) {
    guard let wanted = unsafe g_inet_socket_address_new_from_string(host, guint(port)) else { throw .address(host) }
    defer { unsafe g_object_unref(wanted) }
    var bound: UnsafeMutablePointer<GSocketAddress>?
    var failure: UnsafeMutablePointer<GError>?
    let listener = unsafe skino_socket_listener(service)
    unsafe g_socket_listener_set_backlog(listener, 256)
    let succeeded = unsafe g_socket_listener_add_address(
      listener, wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, nil, &bound, &failure)
    guard succeeded != 0 else {
      throw unsafe .listen(
        address: host, port: port, GLibFailure(function: "g_socket_listener_add_address", adopting: failure))
    }
    let endpoint = unsafe Endpoint(bound)
    if let bound = unsafe bound { unsafe g_object_unref(bound) }
    acceptConnections()
    sweepRegularly()
    return (endpoint.host, endpoint.port)
  }

  /// Takes no more connections; requests under way go on.
  public func stopAccepting() {
    unsafe g_socket_service_stop(service)
    unsafe g_socket_listener_close(skino_socket_listener(service))
  }

  /// Closes connections without a request under way.
  public func closeIdleConnections() {
    for connection in connections.values where connection.exchange == nil { connection.close() }
  }

  /// Closes every connection, whatever is under way.
  public func closeAllConnections() {
    for connection in connections.values { connection.close() }
    sweep()
  }

  // MARK: Connections

  private func acceptConnections() {
    typealias Incoming =
      @convention(c) (OpaquePointer?, UnsafeMutablePointer<GSocketConnection>?, OpaquePointer?, gpointer?) -> gboolean
    let incoming: Incoming = { _, connection, _, data in
      guard let connection = unsafe connection else { return 0 }
      let handed = unsafe Handed(connection)
      unsafe withListener(data) { unsafe $0.accept(handed.value) }
      return 1
    }
    unsafe Signal.connect(
      UnsafeMutableRawPointer(service), "incoming", unsafeBitCast(incoming, to: GCallback.self), retaining: WeakListener(self))
    unsafe g_socket_service_start(service)
  }

  private func accept(_ socketConnection: UnsafeMutablePointer<GSocketConnection>) {
    if connections.count >= limits.connections {
      // The first look ends those whose peers have gone, the second lets go of them.
      sweep()
      sweep()
    }
    guard connections.count < limits.connections,
      let peer = unsafe g_socket_connection_get_remote_address(socketConnection, nil),
      let local = unsafe g_socket_connection_get_local_address(socketConnection, nil)
    else {
      refusedConnections += 1
      _ = unsafe g_io_stream_close(skino_io_stream(socketConnection), nil, nil)
      return
    }
    defer {
      unsafe g_object_unref(peer)
      unsafe g_object_unref(local)
    }
    // Without it small replies wait 40 ms for the peer's acknowledgement. IPPROTO_TCP, TCP_NODELAY.
    unsafe g_socket_set_option(g_socket_connection_get_socket(socketConnection), 6, 1, 1, nil)
    guard let stream = unsafe secured(skino_io_stream(socketConnection)) else { return }
    let connection = unsafe Connection(retaining: socketConnection, stream: stream, peer: peer, patience: limits.head)
    connections[Int(bitPattern: peer)] = connection
    unsafe soup_server_accept_iostream(server, stream, local, peer, nil)
    unsafe g_object_unref(stream)
  }

  /// The stream itself with a reference of its own, or TLS over it.
  private func secured(_ stream: UnsafeMutablePointer<GIOStream>) -> UnsafeMutablePointer<GIOStream>? {
    guard let identity else { return unsafe g_object_ref(stream).assumingMemoryBound(to: GIOStream.self) }
    return unsafe identity.serve(stream)
  }

  private func sweepRegularly() {
    let source = unsafe g_timeout_source_new(guint(limits.sweep.wholeMilliseconds))
    unsafe g_source_set_callback(
      source,
      { data in
        unsafe withListener(data) { $0.sweep() }
        return 1
      },
      Unmanaged.passRetained(WeakListener(self)).toOpaque(),
      { data in if let data = unsafe data { unsafe Unmanaged<WeakListener>.fromOpaque(data).release() } })
    unsafe g_source_attach(source, GLibLoop.shared.context)
    unsafe g_source_unref(source)
    unsafe sweeper = source
  }

  private func sweep() {
    let now = ContinuousClock.now
    for (key, connection) in connections {
      if !connection.isClosed, connection.isAbandoned || connection.deadline.map({ $0 <= now }) ?? false { connection.close() }
      if connection.isClosed { connections[key] = nil }
    }
  }

  // MARK: Requests

  private func receiveRequests() {
    unsafe soup_server_add_early_handler(
      server, nil,
      { _, message, _, _, data in
        guard let message = unsafe message else { return }
        let handed = unsafe Handed(message)
        unsafe withListener(data) { unsafe $0.begin(handed.value) }
      },
      Unmanaged.passRetained(WeakListener(self)).toOpaque(), releaseListener)
    unsafe soup_server_add_handler(
      server, nil,
      { _, message, _, _, data in
        guard let message = unsafe message else { return }
        let key = Int(bitPattern: message)
        unsafe withListener(data) { $0.exchanges[key]?.bodyIsComplete() }
      },
      Unmanaged.passRetained(WeakListener(self)).toOpaque(), releaseListener)
  }

  private func begin(_ message: OpaquePointer) {
    let key = Int(bitPattern: message)
    guard let peer = unsafe soup_server_message_get_remote_address(message),
      let connection = connections[Int(bitPattern: peer)]
    else {
      unsafe soup_server_message_set_status(message, 500, nil)
      return
    }
    let exchange = unsafe HTTPExchange(
      retaining: message, connection: connection, limits: limits, handler: handler,
      isSecure: identity != nil, onEnd: { [weak self] in self?.exchanges[key] = nil })
    exchanges[key] = exchange
    exchange.headIsComplete()
  }

  /// libsoup 3.2 ends every connection after one reply unless it has a listener itself. This one can never be reached: its path
  /// is removed as soon as it is bound.
  private func keepConnectionsAlive() throws(SoupError) {
    let socket = try UnreachableSocket.make()
    var failure: UnsafeMutablePointer<GError>?
    guard let wrapped = unsafe g_socket_new_from_fd(socket, &failure) else {
      throw unsafe .listen(address: "-", port: 0, GLibFailure(function: "g_socket_new_from_fd", adopting: failure))
    }
    defer { unsafe g_object_unref(wrapped) }
    guard unsafe soup_server_listen_socket(server, wrapped, SoupServerListenOptions(rawValue: 0), &failure) != 0 else {
      throw unsafe .listen(address: "-", port: 0, GLibFailure(function: "soup_server_listen_socket", adopting: failure))
    }
  }
}

/// What callbacks hold: the listener goes when its owner lets it go, not when GLib does.
final class WeakListener {
  weak var listener: HTTPListener?
  init(_ listener: HTTPListener) { self.listener = listener }
}

private func withListener(_ data: gpointer?, _ body: @GLibActor (HTTPListener) -> Void) {
  guard let data = unsafe data else { return }
  let handed = Handed(unsafe Unmanaged<WeakListener>.fromOpaque(data).takeUnretainedValue())
  GLibActor.assumeIsolated { if let listener = handed.value.listener { body(listener) } }
}

private let releaseListener: GDestroyNotify = { data in
  if let data = unsafe data { unsafe Unmanaged<WeakListener>.fromOpaque(data).release() }
}
