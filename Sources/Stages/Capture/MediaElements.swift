import GStreamer

/// What the media library of this machine can do, for `doctor`.
public enum MediaElements {
  /// The elements without which a road is closed.
  private static let needed = [
    "webrtcbin", "nicesrc", "dtlsenc", "srtpenc", "vp8dec", "avdec_h264", "rtpvp8pay", "rtph264pay", "rtspsrc", "matroskademux",
    "qtdemux", "uridecodebin3", "videoconvert", "appsink", "x264enc", "mp4mux", "audiomixer", "opusenc", "opusdec", "rtpopuspay",
    "autoaudiosink",
  ]

  /// The names of missing ones.
  public static func missing() -> [String] {
    do throws(MediaFailure) { try MediaRuntime.start() } catch { return needed }
    return needed.filter { !MediaRuntime.has(element: $0) }
  }

  public static var version: String { MediaRuntime.version }

  /// This machine's addresses that a peer elsewhere could reach.
  public static func addresses() -> [String] {
    NetworkInterfaces.addresses(includingLoopback: false).filter { !$0.hasPrefix("fe80:") }
  }
}
