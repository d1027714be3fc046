import CGStreamer

/// The calling side: for peers that begin a call themselves.
extension WebRTCConnection {
  /// Makes an offer of what is linked and wanted, and waits for the candidates; the pipeline must run. Blocks.
  public func offer() throws(WebRTCFailure) -> String {
    let promise = WebRTCPromise()
    try unsafe promise.wait(for: "create-offer", atMost: Self.patience) { unsafe skino_webrtc_create_offer(element.pointer, $0) }
    guard let raw = promise.description("offer") else { throw .refused(step: "create-offer") }
    try set("set-local-description", raw, type: GST_WEBRTC_SDP_TYPE_OFFER)
    return try localDescription()
  }

  /// Takes the answer. Blocks.
  public func accept(answer: String) throws(WebRTCFailure) {
    try set("set-remote-description", answer, type: GST_WEBRTC_SDP_TYPE_ANSWER)
  }

  /// Offers to receive what RTP caps in text form describe, without sending.
  public func addReceiver(caps: String) {
    guard let parsed = unsafe gst_caps_from_string(caps) else { return }
    defer { unsafe gst_caps_unref(parsed) }
    unsafe skino_webrtc_add_receiver(element.pointer, parsed)
  }
}
