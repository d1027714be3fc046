internal import CGLib
internal import CSoup
internal import GLib

/// The body of one GET as it arrives, for measuring: a blocking reader whose waiting costs no processor time.
///
/// Foundation's URLSession on Linux polls while a long reply is open (measured: 24 ms of CPU for each frame's event), which would be
/// counted as the server's.
/// - Threading: one thread opens and reads, and may wait in both; ``cancel()`` from any thread ends either.
@safe public final class StreamedReply: @unchecked Sendable {
  // @unchecked: GCancellable is thread-safe; session and stream belong to the reading thread.

  private let session: UnsafeMutablePointer<SoupSession>?
  private let cancellable: UnsafeMutablePointer<GCancellable>
  private var stream: UnsafeMutablePointer<GInputStream>?

  public init() {
    unsafe session = skino_streaming_session_new()
    unsafe cancellable = g_cancellable_new()
  }

  deinit {
    if let stream = unsafe stream { unsafe g_object_unref(stream) }
    unsafe g_object_unref(cancellable)
    if let session = unsafe session { unsafe g_object_unref(session) }
  }

  /// Sends the request and waits for the head of the answer; throws when there is none, or one other than 2xx.
  public func open(_ url: String) throws(StreamedReplyError) {
    guard let session = unsafe session, let message = unsafe soup_message_new("GET", url) else { throw .address }
    defer { unsafe g_object_unref(UnsafeMutableRawPointer(message)) }
    var fault: UnsafeMutablePointer<GError>?
    unsafe stream = soup_session_send(session, message, cancellable, &fault)
    let status = unsafe soup_message_get_status(message)
    guard unsafe stream != nil, (200..<300).contains(status.rawValue) else {
      let failure = unsafe fault.map { unsafe GLibFailure(function: "soup_session_send", adopting: $0) }
      throw .refused(status: Int(status.rawValue), failure)
    }
  }

  /// Waits for bytes; nil when the reply has ended or was cancelled.
  public func read(atMost limit: Int = 65_536) -> [UInt8]? {
    guard let stream = unsafe stream else { return nil }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      count = max(unsafe g_input_stream_read(stream, buffer.baseAddress, gsize(limit), cancellable, nil), 0)
    }
    return bytes.isEmpty ? nil : bytes
  }

  public func cancel() { unsafe g_cancellable_cancel(cancellable) }
}
