/// How a track is encoded on the wire.
public enum MediaCodec: String, Sendable, Hashable, CaseIterable {
  case vp8 = "VP8"
  case h264 = "H264"
  case opus = "OPUS"

  var isVideo: Bool { self != .opus }
  var clockRate: Int { isVideo ? 90_000 : 48_000 }
  /// As it stands in `a=rtpmap`.
  var mapping: String { self == .opus ? "opus/48000/2" : "\(rawValue)/90000" }

  static let videoNames = ["VP8", "H264 (packetization-mode=1)"]
}
