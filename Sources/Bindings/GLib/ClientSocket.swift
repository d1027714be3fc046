import CGLib

/// A connection to another machine, in TLS or in the clear. Names mean what ``NamePin`` says; no proxy is asked.
///
/// - Threading: one thread at a time. Every call may block for as long as was said when it was opened: not for a shared thread.
/// - Source: `g_socket_client_connect`, `g_tls_client_connection_new`.
@safe public final class ClientSocket {
  private let stream: UnsafeMutablePointer<GIOStream>

  /// Connects.
  ///
  /// - Parameters:
  ///   - host: a name or an address.
  ///   - port: where it listens.
  ///   - isSecure: whether TLS is spoken; the certificate must be for `host`.
  ///   - authorityFile: PEM certificates to trust instead of the system's; `nil` for the system's.
  ///   - timeoutSeconds: the longest that connecting, a write or a read may take.
  /// - Throws: ``GLibFailure``.
  public init(
    host: String, port: UInt16, isSecure: Bool, authorityFile: String?, timeoutSeconds: Int
  ) throws(GLibFailure) {
    var failure: UnsafeMutablePointer<GError>?
    let opened = unsafe skino_connect(host, port, isSecure ? 1 : 0, authorityFile, guint(timeoutSeconds), &failure)
    guard let opened = unsafe opened else { throw unsafe GLibFailure(function: "g_socket_client_connect", adopting: failure) }
    unsafe stream = opened
  }

  deinit { unsafe g_object_unref(stream) }

  /// Sends everything.
  ///
  /// - Parameter bytes: what to send.
  /// - Throws: ``GLibFailure``.
  public func write(_ bytes: [UInt8]) throws(GLibFailure) {
    var failure: UnsafeMutablePointer<GError>?
    let output = unsafe g_io_stream_get_output_stream(stream)
    guard unsafe g_output_stream_write_all(output, bytes, gsize(bytes.count), nil, nil, &failure) != 0 else {
      throw unsafe GLibFailure(function: "g_output_stream_write_all", adopting: failure)
    }
  }

  /// Receives exactly so many bytes.
  ///
  /// - Parameter count: how many.
  /// - Returns: the bytes.
  /// - Throws: ``GLibFailure``, also where the other side ends before.
  public func read(_ count: Int) throws(GLibFailure) -> [UInt8] {
    var failure: UnsafeMutablePointer<GError>?
    var bytes = [UInt8](repeating: 0, count: count)
    var got: gsize = 0
    let input = unsafe g_io_stream_get_input_stream(stream)
    let isDone = unsafe g_input_stream_read_all(input, &bytes, gsize(count), &got, nil, &failure) != 0
    guard isDone, Int(got) == count else {
      throw unsafe GLibFailure(function: "g_input_stream_read_all", adopting: failure)
    }
    return bytes
  }

  /// Ends the connection.
  public func close() { unsafe _ = g_io_stream_close(stream, nil, nil) }
}
