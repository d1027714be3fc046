import CGStreamer

extension MediaPad {
  /// Sends end-of-stream into this sink pad.
  public func sendEndOfStream() { unsafe gst_pad_send_event(pointer, gst_event_new_eos()) }

  /// Tells this sink pad what will come before anything does: the start of a stream and its caps, in text form.
  public func announce(caps: String) {
    guard let parsed = unsafe gst_caps_from_string(caps) else { return }
    defer { unsafe gst_caps_unref(parsed) }
    unsafe gst_pad_send_event(pointer, gst_event_new_stream_start("announced"))
    unsafe gst_pad_send_event(pointer, gst_event_new_caps(parsed))
  }

}
