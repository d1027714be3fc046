import CGStreamer
import GLib

/// A pipeline and everything in it; taken down with its last reference.
///
/// - Threading: safe from any thread. ``start()``, ``stop()`` and ``rewind()`` may block for as long as a network takes: call
///   them neither on the cooperative pool nor on a streaming thread.
@safe public final class MediaPipeline: @unchecked Sendable {
  // @unchecked: the pointer never changes, and GstPipeline's functions are thread-safe.
  let pointer: UnsafeMutablePointer<GstElement>

  public init() throws(MediaFailure) {
    try MediaRuntime.start()
    guard let made = unsafe gst_pipeline_new(nil) else { throw .missingElement("pipeline") }
    unsafe gst_object_ref_sink(made)
    unsafe pointer = made
  }

  /// A pipeline from `gst-launch` syntax. For texts of the program only: never put anything of a caller's into one.
  public init(description: String) throws(MediaFailure) {
    try MediaRuntime.start()
    var error: UnsafeMutablePointer<GError>?
    let made = unsafe gst_parse_launch_full(description, nil, GST_PARSE_FLAG_FATAL_ERRORS, &error)
    guard let made = unsafe made else {
      throw MediaFailure(unsafe GLibFailure(function: "gst_parse_launch_full", adopting: error))
    }
    unsafe gst_object_ref_sink(made)
    unsafe pointer = made
  }

  deinit {
    unsafe gst_element_set_state(pointer, GST_STATE_NULL)
    unsafe gst_object_unref(pointer)
  }

  public func add(_ element: MediaElement) { unsafe gst_bin_add(bin, element.pointer) }

  public func element(named name: String) -> MediaElement? {
    unsafe gst_bin_get_by_name(bin, name).map { unsafe MediaElement(adopting: $0) }
  }

  /// To `PLAYING`; failures on the way come as messages.
  public func start() throws(MediaFailure) {
    guard unsafe gst_element_set_state(pointer, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE else { throw .stateRefused }
  }

  /// To `NULL`: every thread of the pipeline has ended when this returns.
  public func stop() { unsafe gst_element_set_state(pointer, GST_STATE_NULL) }

  /// Plays again from the start (a flushing seek to 0).
  public func rewind() throws(MediaFailure) {
    let flags = GstSeekFlags(rawValue: GST_SEEK_FLAG_FLUSH.rawValue | GST_SEEK_FLAG_KEY_UNIT.rawValue)
    guard unsafe gst_element_seek_simple(pointer, GST_FORMAT_TIME, flags, 0) != 0 else { throw .seekRefused }
  }

  /// Ends the stream from its sources (`gst_event_new_eos`): files are finished properly before ``MediaMessage/endOfStream``.
  public func sendEndOfStream() { unsafe gst_element_send_event(pointer, gst_event_new_eos()) }

  /// Calls `handler` with each message on the thread that posts it, often a streaming thread: it must hand over and return.
  public func onMessage(_ handler: @escaping @Sendable (MediaMessage) -> Void) {
    guard let bus = unsafe gst_element_get_bus(pointer) else { return }
    defer { unsafe gst_object_unref(bus) }
    unsafe gst_bus_set_sync_handler(
      bus,
      { _, message, data in
        if let message = unsafe message, let data = unsafe data, let read = unsafe MediaMessage(message) {
          unsafe Unmanaged<MessageReader>.fromOpaque(data).takeUnretainedValue().handler(read)
        }
        unsafe gst_message_unref(message)
        return GST_BUS_DROP
      },
      Unmanaged.passRetained(MessageReader(handler)).toOpaque(),
      { data in if let data = unsafe data { unsafe Unmanaged<MessageReader>.fromOpaque(data).release() } })
  }

  /// Calls `handler` with every element that is added at any depth (`deep-element-added`), before it starts.
  public func onElementAdded(_ handler: @escaping @Sendable (MediaElement) -> Void) {
    typealias Callback =
      @convention(c) (
        UnsafeMutablePointer<GstBin>?, UnsafeMutablePointer<GstBin>?, UnsafeMutablePointer<GstElement>?, gpointer?
      ) -> Void
    let callback: Callback = { _, _, element, data in
      guard let element = unsafe element, let data = unsafe data else { return }
      unsafe Unmanaged<ElementReader>.fromOpaque(data).takeUnretainedValue().handler(MediaElement(retaining: element))
    }
    unsafe Signal.connect(
      pointer, "deep-element-added", unsafeBitCast(callback, to: GCallback.self), retaining: ElementReader(handler))
  }

  var bin: UnsafeMutablePointer<GstBin> { unsafe UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: GstBin.self) }
}

private final class MessageReader: Sendable {
  let handler: @Sendable (MediaMessage) -> Void
  init(_ handler: @escaping @Sendable (MediaMessage) -> Void) { self.handler = handler }
}

private final class ElementReader: Sendable {
  let handler: @Sendable (MediaElement) -> Void
  init(_ handler: @escaping @Sendable (MediaElement) -> Void) { self.handler = handler }
}
