import CGLib
import CSoup
import GLib

extension HTTPExchange {
  /// Takes the connection from libsoup, which would read the whole body first, answers on it and ends it.
  func refuse(_ reply: HTTPReply) {
    status = reply.status
    let bytes = reply.closingBytes(isHead: head.method == "HEAD")
    let stolen = unsafe soup_server_message_steal_connection(message)
    unsafe connection.adopt(stolen: stolen)
    end()
    guard let stolen = unsafe stolen else { return }
    connection.expect(within: limits.write)
    // Small, and the first thing on this direction: it fits the socket's buffer. The loop never waits for it.
    unsafe g_output_stream_write_bytes_async(
      g_io_stream_get_output_stream(stolen), bytes.handle, 0, nil,
      { source, result, data in
        guard let data = unsafe data, let source = unsafe source else { return }
        let connection = Handed(unsafe Unmanaged<Connection>.fromOpaque(data).takeRetainedValue())
        let stream = unsafe UnsafeMutableRawPointer(source).assumingMemoryBound(to: GOutputStream.self)
        _ = unsafe g_output_stream_write_bytes_finish(stream, result, nil)
        GLibActor.assumeIsolated { connection.value.linger() }
      },
      Unmanaged.passRetained(connection).toOpaque())
  }
}

extension HTTPReply {
  /// The reply as it goes over the wire when libsoup no longer writes it.
  func closingBytes(isHead: Bool) -> SharedBytes {
    let phrase = unsafe String(cString: soup_status_get_phrase(guint(status)))
    var head = "HTTP/1.1 \(status) \(phrase)\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    head += "Content-Length: \(body?.count ?? 0)\r\nConnection: close\r\n\r\n"
    return SharedBytes(Array(head.utf8) + (isHead ? [] : body?.bytes ?? []))
  }
}
