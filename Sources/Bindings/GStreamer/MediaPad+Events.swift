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

  /// Calls `handler` when someone downstream of this source pad asks for a key frame, on one of the pipeline's threads.
  public func onKeyFrameRequest(_ handler: @escaping @Sendable () -> Void) {
    unsafe gst_pad_add_probe(
      pointer, GST_PAD_PROBE_TYPE_EVENT_UPSTREAM,
      { _, info, data in
        if let data = unsafe data, let event = unsafe gst_pad_probe_info_get_event(info),
          unsafe gst_video_event_is_force_key_unit(event) != 0
        {
          unsafe Unmanaged<RequestHandler>.fromOpaque(data).takeUnretainedValue().call()
        }
        return GST_PAD_PROBE_OK
      },
      Unmanaged.passRetained(RequestHandler(handler)).toOpaque(),
      { data in if let data = unsafe data { unsafe Unmanaged<RequestHandler>.fromOpaque(data).release() } })
  }
}

private final class RequestHandler: Sendable {
  let call: @Sendable () -> Void
  init(_ call: @escaping @Sendable () -> Void) { self.call = call }
}
