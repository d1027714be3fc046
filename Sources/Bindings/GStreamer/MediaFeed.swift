import CGStreamer

/// The start of a pipeline that takes pictures as fast as it can use them: an `appsrc` that asks for each.
///
/// - Threading: safe from any thread; pushes of one feed must come one at a time.
public struct MediaFeed: Sendable {
  private let input: MediaInput

  /// Takes an `appsrc` that is part of a described pipeline; to be called before the pipeline starts.
  ///
  /// - Parameters:
  ///   - appsrc: the element that pictures enter by.
  ///   - onNeed: called on the streaming thread each time the queue is empty: one push for each call keeps the pipeline busy and
  ///     the queue at one buffer.
  public init(_ appsrc: MediaElement, onNeed: @escaping @Sendable () -> Void) {
    precondition(appsrc.factory == "appsrc", "not an appsrc")
    appsrc.set("format", "time")
    input = MediaInput(appsrc)
    var callbacks = GstAppSrcCallbacks()
    unsafe callbacks.need_data = { _, _, data in
      if let data = unsafe data { unsafe Unmanaged<NeedReader>.fromOpaque(data).takeUnretainedValue().handler() }
    }
    unsafe gst_app_src_set_callbacks(
      input.source, &callbacks, Unmanaged.passRetained(NeedReader(onNeed)).toOpaque(),
      { data in if let data = unsafe data { unsafe Unmanaged<NeedReader>.fromOpaque(data).release() } })
  }

  /// Says what the pictures are, in text form; to be called before the first and at each change.
  public func setCaps(_ caps: String) { input.setCaps(caps) }

  /// Gives one picture in; `false` once the pipeline is going down.
  public func push(_ bytes: [UInt8], presentation: Duration, duration: Duration) -> Bool {
    input.push(bytes, presentation: presentation, isKey: true, duration: duration)
  }

  /// No picture follows (`gst_app_src_end_of_stream`): the pipeline finishes what it has, then says ``MediaMessage/endOfStream``.
  public func finish() { unsafe gst_app_src_end_of_stream(input.source) }
}

private final class NeedReader: Sendable {
  let handler: @Sendable () -> Void
  init(_ handler: @escaping @Sendable () -> Void) { self.handler = handler }
}
