/// A reply to one request.
struct McpReply: Sendable {
  /// Of the HTTP reply, where it goes out by itself.
  let status: Int
  /// One JSON text.
  let body: [UInt8]
}
