/// Takes the frames of one stream that arrive as JPEG over a WebSocket.
public protocol FrameReceiver: Sendable {
  /// Decodes and offers one frame; returns its sequence number. A damaged frame is counted and throws.
  func receive(jpeg: [UInt8]) async throws(BackendError) -> UInt64
  /// Ends the stream's session.
  func close() async
}
