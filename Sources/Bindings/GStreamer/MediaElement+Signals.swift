import CGStreamer
import GLib

/// Keeps a closure alive as long as the signal that calls it.
private final class ElementHandler<Input, Output>: Sendable {
  let call: @Sendable (Input) -> Output
  init(_ call: @escaping @Sendable (Input) -> Output) { self.call = call }
}

extension MediaElement {
  /// Calls `handler` for each pad that the element gains (`pad-added`), on the streaming thread.
  ///
  /// The handler must not hold this element strongly: it lives as long as the element.
  public func onPadAdded(_ handler: @escaping @Sendable (MediaPad) -> Void) {
    typealias Callback = @convention(c) (UnsafeMutablePointer<GstElement>?, UnsafeMutablePointer<GstPad>?, gpointer?) -> Void
    let callback: Callback = { _, pad, data in
      guard let pad = unsafe pad, let data = unsafe data else { return }
      unsafe Unmanaged<ElementHandler<MediaPad, Void>>.fromOpaque(data).takeUnretainedValue().call(MediaPad(retaining: pad))
    }
    unsafe Signal.connect(
      pointer, "pad-added", unsafeBitCast(callback, to: GCallback.self), retaining: ElementHandler(handler))
  }

  /// Calls `handler` with the element that reads the address (`source-setup` of `uridecodebin3`), before it starts.
  public func onSourceSetup(_ handler: @escaping @Sendable (MediaElement) -> Void) {
    typealias Callback = @convention(c) (UnsafeMutablePointer<GstElement>?, UnsafeMutablePointer<GstElement>?, gpointer?) -> Void
    let callback: Callback = { _, source, data in
      guard let source = unsafe source, let data = unsafe data else { return }
      unsafe Unmanaged<ElementHandler<MediaElement, Void>>.fromOpaque(data).takeUnretainedValue()
        .call(MediaElement(retaining: source))
    }
    unsafe Signal.connect(
      pointer, "source-setup", unsafeBitCast(callback, to: GCallback.self), retaining: ElementHandler(handler))
  }

  /// Has a `uridecodebin3` decode video only (`select-stream`): sound that nobody hears costs nothing.
  public func selectVideoOnly() {
    typealias Callback =
      @convention(c) (
        UnsafeMutablePointer<GstElement>?, UnsafeMutablePointer<GstStreamCollection>?, UnsafeMutablePointer<GstStream>?, gpointer?
      ) -> Int32
    let callback: Callback = { _, _, stream, _ in
      guard let stream = unsafe stream else { return -1 }
      return unsafe gst_stream_get_stream_type(stream).rawValue & GST_STREAM_TYPE_VIDEO.rawValue != 0 ? 1 : 0
    }
    unsafe g_signal_connect_data(
      pointer, "select-stream", unsafeBitCast(callback, to: GCallback.self), nil, nil, GConnectFlags(rawValue: 0))
  }

  /// Has an `rtspsrc` refuse to speak to any address but `allowed` (`before-send`): servers may redirect elsewhere.
  ///
  /// - Parameter isAllowed: sees the element's present `location`.
  public func guardRequests(_ isAllowed: @escaping @Sendable (String) -> Bool) {
    typealias Callback = @convention(c) (UnsafeMutablePointer<GstElement>?, gpointer?, gpointer?) -> gboolean
    let callback: Callback = { element, _, data in
      guard let element = unsafe element, let data = unsafe data else { return 1 }
      guard let location = unsafe MediaElement(retaining: element).text("location") else { return 1 }
      return unsafe Unmanaged<ElementHandler<String, Bool>>.fromOpaque(data).takeUnretainedValue().call(location) ? 1 : 0
    }
    unsafe Signal.connect(
      pointer, "before-send", unsafeBitCast(callback, to: GCallback.self), retaining: ElementHandler(isAllowed))
  }
}
