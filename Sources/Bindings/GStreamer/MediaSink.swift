import CGStreamer

/// The end of a pipeline where Swift takes the pictures: an `appsink` read by its callbacks.
public struct MediaSink: Sendable {
  public let element: MediaElement

  /// Makes an `appsink` that keeps the newest sample only.
  ///
  /// - Parameters:
  ///   - caps: what it accepts, in text form.
  ///   - isPaced: whether samples wait for their time on the clock (a file), or come as they arrive (a live sender).
  public init(caps: String, isPaced: Bool) throws(MediaFailure) {
    self.init(try MediaElement("appsink"))
    element.set("caps", caps)
    element.set("sync", isPaced ? "true" : "false")
  }

  /// Takes an `appsink` that is part of a described pipeline.
  public init(_ appsink: MediaElement) {
    precondition(appsink.factory == "appsink", "not an appsink")
    element = appsink
    element.set("max-buffers", "1")
    element.set("drop", "true")
  }

  /// Calls `handler` with each sample, on the streaming thread; to be set before the pipeline starts.
  ///
  /// Callbacks rather than pulling: a reader that pulls before the element runs is told "end of stream" and stops for good.
  public func onSample(_ handler: @escaping @Sendable (consuming MediaSample) -> Void) {
    var callbacks = GstAppSinkCallbacks()
    unsafe callbacks.new_sample = { sink, data in
      if let data = unsafe data, let sample = unsafe gst_app_sink_try_pull_sample(sink, 0) {
        let reader = unsafe Unmanaged<SampleReader>.fromOpaque(data).takeUnretainedValue()
        reader.handler(unsafe MediaSample(adopting: sample))
      }
      return GST_FLOW_OK
    }
    let sink = unsafe UnsafeMutableRawPointer(element.pointer).assumingMemoryBound(to: GstAppSink.self)
    unsafe gst_app_sink_set_callbacks(
      sink, &callbacks, Unmanaged.passRetained(SampleReader(handler)).toOpaque(),
      { data in if let data = unsafe data { unsafe Unmanaged<SampleReader>.fromOpaque(data).release() } })
  }
}

private final class SampleReader: Sendable {
  let handler: @Sendable (consuming MediaSample) -> Void
  init(_ handler: @escaping @Sendable (consuming MediaSample) -> Void) { self.handler = handler }
}
