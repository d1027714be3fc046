import CGStreamer

/// A decoded picture as it reached a sink: owns one reference to a `GstSample`.
///
/// Everything is read from this sample's own caps: size and colours may change from one sample to the next.
@safe public struct MediaSample: ~Copyable {
  private let sample: OpaquePointer

  init(adopting sample: OpaquePointer) { unsafe self.sample = sample }

  deinit { unsafe gst_sample_unref(sample) }

  /// How its bytes are to be read; `nil` if it is no raw video.
  public var layout: VideoLayout? { unsafe videoInfo.map { unsafe VideoLayout($0) } }

  /// Whether the decoder vouches for every pixel: no `GST_BUFFER_FLAG_CORRUPTED`.
  public var isCorrupted: Bool {
    guard let buffer = unsafe gst_sample_get_buffer(sample) else { return true }
    return unsafe buffer.pointee.mini_object.flags & GST_BUFFER_FLAG_CORRUPTED.rawValue != 0
  }

  /// `GST_BUFFER_PTS`.
  public var presentation: Duration? {
    unsafe gst_sample_get_buffer(sample).flatMap { unsafe Duration(clockTime: $0.pointee.pts) }
  }

  /// ``presentation`` on the pipeline's clock, whatever segment it belongs to (`gst_segment_to_running_time`).
  public var runningTime: Duration? {
    guard let buffer = unsafe gst_sample_get_buffer(sample) else { return nil }
    return unsafe Duration(
      clockTime: gst_segment_to_running_time(gst_sample_get_segment(sample), GST_FORMAT_TIME, buffer.pointee.pts))
  }

  /// How long it is shown (`GST_BUFFER_DURATION`), where the stream says so.
  public var duration: Duration? {
    unsafe gst_sample_get_buffer(sample).flatMap { unsafe Duration(clockTime: $0.pointee.duration) }
  }

  /// Wall time at the sender when the frame was taken, in Unix time, where RTCP sender reports told it
  /// (`GstReferenceTimestampMeta` with `timestamp/x-ntp` or `timestamp/x-unix`).
  public var senderUnixTime: Duration? {
    guard let buffer = unsafe gst_sample_get_buffer(sample) else { return nil }
    return unsafe Duration(clockTime: skino_sender_unix_time(buffer))
  }

  /// Copies an I420 picture without padding, Y then U then V, into `bytes`, which must have exactly its size.
  /// - Returns: whether the sample was I420 of that size and could be read.
  public func copyI420(into bytes: inout [UInt8]) -> Bool {
    guard var info = unsafe videoInfo, let buffer = unsafe gst_sample_get_buffer(sample), unsafe VideoLayout(info).isI420
    else { return false }
    var frame = unsafe GstVideoFrame()
    guard unsafe gst_video_frame_map(&frame, &info, buffer, GST_MAP_READ) != 0 else { return false }
    defer { unsafe gst_video_frame_unmap(&frame) }
    return unsafe bytes.withUnsafeMutableBytes { target in unsafe skino_copy_i420(&frame, target.baseAddress, target.count) != 0 }
  }

  /// A copy of its content, whatever it is.
  public func bytes() -> [UInt8] {
    guard let buffer = unsafe gst_sample_get_buffer(sample) else { return [] }
    return unsafe copyBytes(buffer)
  }

  private var videoInfo: GstVideoInfo? {
    guard let caps = unsafe gst_sample_get_caps(sample) else { return nil }
    var info = unsafe GstVideoInfo()
    return unsafe gst_video_info_from_caps(&info, caps) != 0 ? info : nil
  }
}
