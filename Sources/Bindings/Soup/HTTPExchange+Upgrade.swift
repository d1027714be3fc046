import CGLib
import CSoup
import GLib

extension HTTPExchange {
  /// Turns the connection into a WebSocket and hands it to `opened`.
  ///
  /// - Returns: whether the request is a valid handshake; if not, it still awaits a reply.
  public func upgrade(maximumMessageBytes: Int, opened: @escaping @GLibActor (WebSocketConnection) -> Void) -> Bool {
    guard phase == .handling || phase == .paused else { return false }
    guard unsafe soup_websocket_server_check_handshake(message, nil, nil, nil, nil) != 0 else { return false }
    let wasPaused = phase == .paused
    phase = .upgrading
    status = 101
    unsafe soup_websocket_server_process_handshake(message, nil, nil, nil, nil)
    onSwitch = { [weak self] in self?.switchProtocols(maximumMessageBytes: maximumMessageBytes, opened: opened) }
    typealias WroteInformational = @convention(c) (OpaquePointer?, gpointer?) -> Void
    let wroteInformational: WroteInformational = { _, data in unsafe withExchange(data) { $0.takeSwitch()?() } }
    unsafe connect("wrote-informational", unsafeBitCast(wroteInformational, to: GCallback.self))
    if wasPaused { unsafe soup_server_message_unpause(message) }
    return true
  }

  private func takeSwitch() -> (@GLibActor () -> Void)? {
    defer { onSwitch = nil }
    return onSwitch
  }

  private func switchProtocols(maximumMessageBytes: Int, opened: @GLibActor (WebSocketConnection) -> Void) {
    guard let stolen = unsafe soup_server_message_steal_connection(message) else { return end() }
    unsafe g_object_ref(stolen)
    unsafe connection.adopt(stolen: stolen)
    let connection = connection
    end()
    let socket = unsafe WebSocketConnection(
      adopting: stolen, connection: connection, maximumMessageBytes: maximumMessageBytes, silence: limits.silence)
    opened(socket)
    socket.start()
  }
}
