/// How the pictures of an encoded stream are written.
public struct EncodedFormat: Sendable, Hashable {
  /// A codec that browsers receive over WebRTC without re-encoding.
  public enum Codec: String, Sendable, Hashable, CaseIterable {
    case vp8 = "VP8"
    case h264 = "H264"
  }

  public let codec: Codec
  /// GStreamer's description of the bytes, all fields included (`codec_data` too), as `gst_caps_from_string` takes it.
  ///
  /// VP8: `video/x-vp8`, one frame a unit. H.264: `video/x-h264`, one access unit each; `stream-format` may be `avc` or
  /// `byte-stream`, and parameter sets may stand in `codec_data` only: put `h264parse` before a payloader.
  public let caps: String

  public init(codec: Codec, caps: String) {
    self.codec = codec
    self.caps = caps
  }
}
