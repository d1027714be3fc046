import CGStreamer

/// Where an element takes in or gives out data: owns one reference to a `GstPad`.
///
/// - Threading: safe from any thread.
@safe public final class MediaPad: @unchecked Sendable {
  // @unchecked: the pointer never changes, and GstPad's functions are thread-safe.
  let pointer: UnsafeMutablePointer<GstPad>

  init(adopting pointer: UnsafeMutablePointer<GstPad>) { unsafe self.pointer = pointer }

  init(retaining pointer: UnsafeMutablePointer<GstPad>) {
    unsafe gst_object_ref(pointer)
    unsafe self.pointer = pointer
  }

  deinit { unsafe gst_object_unref(pointer) }

  public var name: String {
    let object = unsafe UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: GstObject.self)
    guard let text = unsafe gst_object_get_name(object) else { return "" }
    defer { unsafe g_free(text) }
    return unsafe String(cString: text)
  }

  public var isLinked: Bool { unsafe gst_pad_is_linked(pointer) != 0 }

  /// Whether data comes out of it.
  public var isSource: Bool { unsafe gst_pad_get_direction(pointer) == GST_PAD_SRC }

  /// The caps in force now, in text form; `nil` before the first.
  public var caps: String? {
    guard let caps = unsafe gst_pad_get_current_caps(pointer) else { return nil }
    defer { unsafe gst_caps_unref(caps) }
    return unsafe capsText(caps)
  }

  /// Links to a sink pad (`gst_pad_link`).
  @discardableResult
  public func link(to sink: MediaPad) -> Bool { unsafe gst_pad_link(pointer, sink.pointer) == GST_PAD_LINK_OK }

  /// Shows every buffer that passes to `handler`, on the streaming thread, until the pad dies.
  ///
  /// The handler must be quick and must not hold the pad's element strongly.
  public func watchBuffers(_ handler: @escaping @Sendable (borrowing MediaBuffer) -> Void) {
    unsafe gst_pad_add_probe(
      pointer, GST_PAD_PROBE_TYPE_BUFFER,
      { pad, info, data in
        if let pad = unsafe pad, let data = unsafe data, let buffer = unsafe gst_pad_probe_info_get_buffer(info) {
          let watcher = unsafe Unmanaged<BufferWatcher>.fromOpaque(data).takeUnretainedValue()
          watcher.handler(unsafe MediaBuffer(borrowing: buffer, on: pad))
        }
        return GST_PAD_PROBE_OK
      },
      Unmanaged.passRetained(BufferWatcher(handler)).toOpaque(),
      { data in if let data = unsafe data { unsafe Unmanaged<BufferWatcher>.fromOpaque(data).release() } })
  }

  /// Asks whoever encodes upstream of this sink pad for a key frame (`gst_video_event_new_upstream_force_key_unit`).
  ///
  /// - Returns: whether anyone took the question.
  @discardableResult
  public func requestKeyFrame() -> Bool {
    // GST_CLOCK_TIME_NONE: as soon as possible.
    unsafe gst_pad_push_event(pointer, gst_video_event_new_upstream_force_key_unit(.max, 1, 0)) != 0
  }
}

private final class BufferWatcher: Sendable {
  let handler: @Sendable (borrowing MediaBuffer) -> Void
  init(_ handler: @escaping @Sendable (borrowing MediaBuffer) -> Void) { self.handler = handler }
}

/// `gst_caps_to_string`.
func capsText(_ caps: UnsafePointer<GstCaps>) -> String {
  guard let text = unsafe gst_caps_to_string(caps) else { return "" }
  defer { unsafe g_free(text) }
  return unsafe String(cString: text)
}
