import CGLib
import CSoup
public import GLib

/// Sends requests to one server and to nobody else: no redirect is followed, no proxy is asked, certificates are verified, and
/// nothing is unpacked.
///
/// - Threading: everything happens on the GLib loop; `send` suspends and blocks nothing.
@safe @GLibActor public final class HTTPClient {
  public nonisolated let target: HTTPTarget
  private let session: UnsafeMutablePointer<SoupSession>

  /// - Parameters:
  ///   - target: whom to speak to.
  ///   - authorityFile: PEM certificates to trust instead of the system's; `nil` for the system's.
  ///   - connections: how many may be open at once.
  /// - Throws: ``SoupError/certificate(path:_:)``.
  public init(target: HTTPTarget, authorityFile: String? = nil, connections: Int = 16) throws(SoupError) {
    self.target = target
    unsafe session = skino_soup_session_new(Int32(connections))
    // A few kilobytes could unpack to gigabytes, and nobody is asked for a password.
    for name in ["SoupContentDecoder", "SoupAuthManager", "SoupCookieJar"] {
      let type = unsafe g_type_from_name(name)
      if type != 0 { unsafe soup_session_remove_feature_by_type(session, type) }
    }
    guard let authorityFile else { return }
    var failure: UnsafeMutablePointer<GError>?
    guard let database = unsafe skino_tls_file_database_new(authorityFile, &failure) else {
      throw unsafe .certificate(path: authorityFile, GLibFailure(function: "g_tls_file_database_new", adopting: failure))
    }
    unsafe soup_session_set_tls_database(session, database)
    unsafe g_object_unref(database)
  }

  isolated deinit { unsafe g_object_unref(session) }

  /// Sends a request and reads the whole answer.
  ///
  /// - Parameters:
  ///   - request: what to send.
  ///   - patience: from now to the last byte of the answer.
  ///   - limit: bytes of the answer's body; longer ones are cut off and refused as they arrive.
  public func send(_ request: ClientRequest, within patience: Duration, limit: Int) async throws(ClientFailure) -> ClientResponse
  {
    try await send(request, within: patience, limit: limit, receiving: nil)
  }

  /// Sends a request and hands on the body of an answer of status 200 as it arrives; of others it is read whole.
  ///
  /// - Parameters:
  ///   - request: what to send.
  ///   - patience: from now to the last byte that is wanted.
  ///   - limit: bytes of the body; longer ones are cut off and refused as they arrive.
  ///   - receive: takes the next bytes; `false` wants no more of them, and ends the request well.
  /// - Returns: status and head; the body only where the status is not 200.
  public func stream(
    _ request: ClientRequest, within patience: Duration, limit: Int, receive: @escaping @GLibActor @Sendable ([UInt8]) -> Bool
  ) async throws(ClientFailure) -> ClientResponse {
    try await send(request, within: patience, limit: limit, receiving: receive)
  }

  private func send(
    _ request: ClientRequest, within patience: Duration, limit: Int, receiving receive: (@GLibActor @Sendable ([UInt8]) -> Bool)?
  ) async throws(ClientFailure) -> ClientResponse {
    guard let message = unsafe message(request) else { throw .connection(domain: "uri", code: 0) }
    let call = unsafe ClientCall(adopting: message, limit: limit, receive: receive)
    let timer = Task { @GLibActor in
      try await Task.sleep(for: patience)
      call.end(with: .timedOut)
    }
    defer { timer.cancel() }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in unsafe call.start(on: session, continuation) }
    } onCancel: {
      Task { @GLibActor in call.end(with: .cancelled) }
    }
    return try result.get()
  }

  private func message(_ request: ClientRequest) -> OpaquePointer? {
    guard let message = unsafe soup_message_new(request.method, target.text + request.path) else { return nil }
    unsafe soup_message_add_flags(message, SOUP_MESSAGE_NO_REDIRECT)
    let headers = unsafe soup_message_get_request_headers(message)
    for (name, value) in request.headers { unsafe soup_message_headers_append(headers, name, value) }
    if let (type, bytes) = request.body { unsafe soup_message_set_request_body_from_bytes(message, type, bytes.handle) }
    return unsafe message
  }
}
