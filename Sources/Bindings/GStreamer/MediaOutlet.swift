import CGStreamer

/// The end of a pipeline where pictures are asked for one by one: an `appsink` that loses none and does not wait for a clock.
///
/// The pipeline stands still while nobody asks, so that it runs as fast as its reader.
public struct MediaOutlet: Sendable {
  public let element: MediaElement

  /// Makes an `appsink`.
  ///
  /// - Parameters:
  ///   - caps: what it accepts, in text form.
  ///   - bound: how many samples may wait before the pipeline does.
  public init(caps: String, bound: Int) throws(MediaFailure) {
    element = try MediaElement("appsink")
    element.set("caps", caps)
    element.set("sync", "false")
    element.set("drop", "false")
    element.set("max-buffers", String(bound))
  }

  /// Takes an `appsink` that is part of a described pipeline.
  public init(_ appsink: MediaElement) {
    precondition(appsink.factory == "appsink", "not an appsink")
    element = appsink
  }

  /// The next sample, in order (`gst_app_sink_try_pull_sample`). Blocks for at most `limit`.
  ///
  /// To be called after the pipeline was started: before, it says that the stream has ended.
  public func pull(waitingAtMost limit: Duration) -> PulledSample {
    let sink = unsafe UnsafeMutableRawPointer(element.pointer).assumingMemoryBound(to: GstAppSink.self)
    if let sample = unsafe gst_app_sink_try_pull_sample(sink, limit.clockTime) {
      return unsafe .sample(MediaSample(adopting: sample))
    }
    return unsafe gst_app_sink_is_eos(sink) != 0 ? .ended : .nothingYet
  }
}
