import CGStreamer

/// The start of a pipeline where Swift gives encoded pictures in: an `appsrc` that never blocks and never keeps more than a few.
///
/// - Threading: safe from any thread; pushes of one input must come one at a time.
public struct MediaInput: Sendable {
  public let element: MediaElement

  /// Makes an `appsrc` that keeps at most `bound` units and then drops the newest.
  public init(bound: Int) throws(MediaFailure) {
    element = try MediaElement("appsrc")
    element.set("format", "time")
    element.set("is-live", "true")
    element.set("max-buffers", String(bound))
    element.set("max-bytes", "0")
    element.set("leaky-type", "upstream")
  }

  /// Takes an `appsrc` as it is.
  init(_ appsrc: MediaElement) { element = appsrc }

  /// Says what the units are, in text form; to be called before the first and at each change.
  public func setCaps(_ caps: String) {
    guard let parsed = unsafe gst_caps_from_string(caps) else { return }
    defer { unsafe gst_caps_unref(parsed) }
    unsafe gst_app_src_set_caps(source, parsed)
  }

  /// Gives one unit in (`gst_app_src_push_buffer`).
  /// - Parameters:
  ///   - bytes: the unit as the caps describe it; copied.
  ///   - presentation: running time of the pipeline; a negative one counts as 0.
  ///   - isKey: whether it can be decoded without those before it.
  ///   - duration: how long it is shown, where that is known.
  /// - Returns: `false` once the pipeline is going down.
  @discardableResult
  public func push(_ bytes: [UInt8], presentation: Duration, isKey: Bool, duration: Duration? = nil) -> Bool {
    guard let buffer = unsafe gst_buffer_new_allocate(nil, gsize(bytes.count), nil) else { return false }
    unsafe bytes.withUnsafeBytes { _ = unsafe gst_buffer_fill(buffer, 0, $0.baseAddress, gsize($0.count)) }
    unsafe buffer.pointee.pts = presentation.clockTime
    if let duration { unsafe buffer.pointee.duration = duration.clockTime }
    if !isKey { unsafe buffer.pointee.mini_object.flags |= GST_BUFFER_FLAG_DELTA_UNIT.rawValue }
    return unsafe gst_app_src_push_buffer(source, buffer) == GST_FLOW_OK
  }

  var source: UnsafeMutablePointer<GstAppSrc> {
    unsafe UnsafeMutableRawPointer(element.pointer).assumingMemoryBound(to: GstAppSrc.self)
  }
}
