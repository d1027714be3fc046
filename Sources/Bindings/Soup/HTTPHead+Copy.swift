import CGLib
import CSoup

extension HTTPHead {
  /// Copies the head of `message`.
  init(copying message: OpaquePointer, isSecure: Bool) {
    let uri = unsafe soup_server_message_get_uri(message)
    let headers = unsafe soup_server_message_get_request_headers(message)
    let encoding = unsafe soup_message_headers_get_encoding(headers)
    let length = unsafe soup_message_headers_get_content_length(headers)
    let remote = unsafe Endpoint(soup_server_message_get_remote_address(message))
    unsafe method = String(cString: soup_server_message_get_method(message))
    unsafe path = g_uri_get_path(uri).map { unsafe String(cString: $0) } ?? "/"
    unsafe query = g_uri_get_query(uri).map { unsafe String(cString: $0) }
    unsafe host = (g_uri_get_host(uri).map { unsafe String(cString: $0) } ?? "").lowercased()
    unsafe self.headers = Self.pairs(of: headers)
    remoteAddress = remote.host
    isFromLoopback = remote.isLoopback
    self.isSecure = isSecure
    hasBody = encoding == SOUP_ENCODING_CHUNKED || (encoding == SOUP_ENCODING_CONTENT_LENGTH && length > 0)
    contentLength = encoding == SOUP_ENCODING_CONTENT_LENGTH ? Int64(length) : nil
  }

  static func pairs(of headers: OpaquePointer?) -> [(name: String, value: String)] {
    var iterator = SoupMessageHeadersIter()
    unsafe soup_message_headers_iter_init(&iterator, headers)
    var pairs: [(name: String, value: String)] = []
    var name: UnsafePointer<CChar>?
    var value: UnsafePointer<CChar>?
    while unsafe soup_message_headers_iter_next(&iterator, &name, &value) != 0 {
      guard let name = unsafe name, let value = unsafe value else { continue }
      unsafe pairs.append((String(cString: name).lowercased(), String(cString: value)))
    }
    return pairs
  }
}
