import GLib
import Soup
import Vocabulary

/// The open sockets on which pages send frames.
@GLibActor final class FrameSockets {
  private let limit: Int
  private var sockets: [ObjectIdentifier: FrameSocket] = [:]

  init(limit: Int) { self.limit = limit }

  var count: Int { sockets.count }

  /// Whether there is room for another.
  var hasRoom: Bool { sockets.count < limit }

  func add(_ connection: WebSocketConnection, to receiver: any FrameReceiver) {
    let socket = FrameSocket(connection, receiver: receiver)
    let key = ObjectIdentifier(socket)
    sockets[key] = socket
    socket.start { [weak self] in self?.sockets[key] = nil }
  }

  func endAll() { for socket in sockets.values { socket.end(code: 1001, reason: "the server is ending") } }
}
