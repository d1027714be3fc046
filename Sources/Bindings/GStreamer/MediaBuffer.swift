import CGStreamer

/// A buffer on its way through a pad: borrowed, valid during the call that shows it.
@safe public struct MediaBuffer: ~Copyable {
  private let buffer: UnsafeMutablePointer<GstBuffer>
  private let pad: UnsafeMutablePointer<GstPad>

  init(borrowing buffer: UnsafeMutablePointer<GstBuffer>, on pad: UnsafeMutablePointer<GstPad>) {
    unsafe self.buffer = buffer
    unsafe self.pad = pad
  }

  /// `GST_BUFFER_PTS`; `nil` where the stream carries no time.
  public var presentation: Duration? { unsafe Duration(clockTime: buffer.pointee.pts) }

  /// ``presentation`` on the pipeline's clock: goes on where a new segment's own time begins again (`gst_segment_to_running_time`).
  public var runningTime: Duration? {
    guard let event = unsafe gst_pad_get_sticky_event(pad, GST_EVENT_SEGMENT, 0) else { return nil }
    defer { unsafe gst_event_unref(event) }
    var segment: UnsafePointer<GstSegment>?
    unsafe gst_event_parse_segment(event, &segment)
    return unsafe Duration(clockTime: gst_segment_to_running_time(segment, GST_FORMAT_TIME, buffer.pointee.pts))
  }

  /// Whether a decoder can begin here: no `GST_BUFFER_FLAG_DELTA_UNIT`.
  public var isKey: Bool { !has(GST_BUFFER_FLAG_DELTA_UNIT) }

  /// `GST_BUFFER_FLAG_CORRUPTED`.
  public var isCorrupted: Bool { has(GST_BUFFER_FLAG_CORRUPTED) }

  /// The pad's caps in text form.
  public var caps: String? {
    guard let caps = unsafe gst_pad_get_current_caps(pad) else { return nil }
    defer { unsafe gst_caps_unref(caps) }
    return unsafe capsText(caps)
  }

  /// The first byte; `nil` of an empty buffer.
  public var firstByte: UInt8? {
    var byte: UInt8 = 0
    return unsafe gst_buffer_extract(buffer, 0, &byte, 1) == 1 ? byte : nil
  }

  public var byteCount: Int { unsafe Int(gst_buffer_get_size(buffer)) }

  /// A copy of its content.
  public func bytes() -> [UInt8] { unsafe copyBytes(buffer) }

  private func has(_ flag: GstBufferFlags) -> Bool { unsafe buffer.pointee.mini_object.flags & flag.rawValue != 0 }
}

/// All bytes of a buffer (`gst_buffer_extract`).
func copyBytes(_ buffer: UnsafeMutablePointer<GstBuffer>) -> [UInt8] {
  let count = unsafe Int(gst_buffer_get_size(buffer))
  return unsafe [UInt8](unsafeUninitializedCapacity: count) { target, initialised in
    initialised = unsafe Int(gst_buffer_extract(buffer, 0, target.baseAddress, gsize(count)))
  }
}

extension Duration {
  /// Nanoseconds of a `GstClockTime`; `nil` for `GST_CLOCK_TIME_NONE`.
  init?(clockTime: GstClockTime) {
    guard clockTime != .max else { return nil }
    self = .nanoseconds(Int64(clamping: clockTime))
  }

  /// As a `GstClockTime`; what is negative counts as 0.
  var clockTime: GstClockTime {
    let (seconds, attoseconds) = components
    return GstClockTime(max(0, seconds)) * 1_000_000_000 + GstClockTime(max(0, attoseconds / 1_000_000_000))
  }
}
