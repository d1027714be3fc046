import GStreamer

/// Loads what sessions need before the first one comes: plugins, and the key that the library makes for itself.
enum WarmUp {
  static let elements = [
    "webrtcbin", "rtpbin", "nicesrc", "nicesink", "dtlssrtpdec", "dtlssrtpenc", "srtpdec", "srtpenc", "rtprtxreceive",
    "rtprtxsend",
    "rtpvp8depay", "vp8dec", "rtph264depay", "h264parse", "avdec_h264", "videoconvert", "rtpvp8pay", "rtph264pay", "appsrc",
    "appsink",
    "fakesink", "queue",
  ]

  /// Makes one of each; blocks for up to a second.
  /// - Returns: those that are not installed.
  static func run() -> [String] {
    guard (try? MediaRuntime.start()) != nil else { return elements }
    return elements.filter { (try? MediaElement($0)) == nil }
  }
}
