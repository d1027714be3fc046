import CGStreamer

extension MediaPipeline {
  /// How long it has been running on its clock; `nil` before it runs.
  public var runningTime: Duration? {
    guard let clock = unsafe gst_element_get_clock(pointer) else { return nil }
    defer { unsafe gst_object_unref(clock) }
    let now = unsafe gst_clock_get_time(clock)
    let base = unsafe gst_element_get_base_time(pointer)
    return now >= base ? Duration(clockTime: now - base) : nil
  }
}
