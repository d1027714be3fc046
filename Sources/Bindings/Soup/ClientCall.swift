import CGLib
import CSoup
import GLib

/// One request under way: sent, answered piece by piece, ended once.
@safe @GLibActor final class ClientCall {
  typealias Continuation = CheckedContinuation<Result<ClientResponse, ClientFailure>, Never>

  private let message: OpaquePointer
  private let cancellable: UnsafeMutablePointer<GCancellable>
  private let limit: Int
  private var stream: UnsafeMutablePointer<GInputStream>?
  private var continuation: Continuation?
  /// What ended it before it began.
  private var earlyEnd: ClientFailure?
  private var body: [UInt8] = []
  private var count = 0
  /// Takes the body of an answer of status 200 piece by piece; `false` wants no more of it. `nil` gathers it.
  private let receive: (@GLibActor ([UInt8]) -> Bool)?

  private static let pieceByteCount = 65_536

  init(adopting message: OpaquePointer, limit: Int, receive: (@GLibActor ([UInt8]) -> Bool)? = nil) {
    self.receive = receive
    unsafe self.message = message
    unsafe cancellable = g_cancellable_new()
    self.limit = limit
  }

  isolated deinit {
    if let stream = unsafe stream { unsafe g_object_unref(stream) }
    unsafe g_object_unref(cancellable)
    unsafe g_object_unref(UnsafeMutableRawPointer(message))
  }

  func start(on session: UnsafeMutablePointer<SoupSession>, _ continuation: Continuation) {
    if let earlyEnd { return continuation.resume(returning: .failure(earlyEnd)) }
    self.continuation = continuation
    unsafe skino_check_peers(message, cancellable)
    unsafe soup_session_send_async(
      session, message, G_PRIORITY_DEFAULT, cancellable,
      { source, result, data in
        guard let data = unsafe data, let source = unsafe source else { return }
        let call = Handed(unsafe Unmanaged<ClientCall>.fromOpaque(data).takeRetainedValue())
        var failure: UnsafeMutablePointer<GError>?
        let session = unsafe UnsafeMutableRawPointer(source).assumingMemoryBound(to: SoupSession.self)
        let stream = unsafe soup_session_send_finish(session, result, &failure)
        let reason = unsafe stream == nil ? GLibFailure(function: "soup_session_send_finish", adopting: failure) : nil
        let handed = unsafe Handed(stream)
        GLibActor.assumeIsolated { unsafe call.value.answered(handed.value, reason) }
      },
      Unmanaged.passRetained(self).toOpaque())
  }

  /// Ends it from our side; the connection is not used again.
  func end(with failure: ClientFailure) {
    guard let continuation else {
      earlyEnd = earlyEnd ?? failure
      return
    }
    self.continuation = nil
    earlyEnd = failure
    unsafe g_cancellable_cancel(cancellable)
    continuation.resume(returning: .failure(failure))
  }

  private func answered(_ stream: UnsafeMutablePointer<GInputStream>?, _ failure: GLibFailure?) {
    unsafe self.stream = stream
    if unsafe skino_is_untrusted(message) != 0 { return end(with: .untrusted) }
    if let failure { return end(with: ClientFailure(failure)) }
    let headers = unsafe soup_message_get_response_headers(message)
    let isStated = unsafe soup_message_headers_get_encoding(headers) == SOUP_ENCODING_CONTENT_LENGTH
    if isStated, unsafe soup_message_headers_get_content_length(headers) > Int64(limit) {
      return end(with: .tooLarge(limit: limit))
    }
    read()
  }

  private func read() {
    guard let stream = unsafe stream, continuation != nil else { return }
    unsafe g_input_stream_read_bytes_async(
      stream, gsize(Self.pieceByteCount), G_PRIORITY_DEFAULT, cancellable,
      { source, result, data in
        guard let data = unsafe data, let source = unsafe source else { return }
        let call = Handed(unsafe Unmanaged<ClientCall>.fromOpaque(data).takeRetainedValue())
        var failure: UnsafeMutablePointer<GError>?
        let stream = unsafe UnsafeMutableRawPointer(source).assumingMemoryBound(to: GInputStream.self)
        let bytes = unsafe g_input_stream_read_bytes_finish(stream, result, &failure)
        let reason = unsafe bytes == nil ? GLibFailure(function: "g_input_stream_read_bytes_finish", adopting: failure) : nil
        let piece = unsafe SharedBytes.contents(adopting: bytes)
        GLibActor.assumeIsolated { call.value.received(piece, reason) }
      },
      Unmanaged.passRetained(self).toOpaque())
  }

  private func received(_ piece: [UInt8], _ failure: GLibFailure?) {
    if let failure { return end(with: ClientFailure(failure)) }
    guard !piece.isEmpty else { return complete() }
    count += piece.count
    guard count <= limit else { return end(with: .tooLarge(limit: limit)) }
    if let receive, unsafe soup_message_get_status(message) == SOUP_STATUS_OK {
      guard receive(piece) else {
        complete()
        // The rest of the body is not waited for: the connection is not used again.
        unsafe g_cancellable_cancel(cancellable)
        return
      }
    } else {
      body += piece
    }
    read()
  }

  private func complete() {
    let continuation = continuation
    self.continuation = nil
    let headers = unsafe HTTPHead.pairs(of: soup_message_get_response_headers(message))
    let status = unsafe Int(soup_message_get_status(message).rawValue)
    continuation?.resume(returning: .success(ClientResponse(status: status, headers: headers, body: body)))
  }
}
