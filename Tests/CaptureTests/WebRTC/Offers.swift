import Foundation

/// Offers as real peers made them on a developer's machine; `passive-publish` is written by hand in the shape of FFmpeg's muxer.
enum Offers {
  static let publishing = [
    "chromium-camera", "chromium-h264", "chromium-trickle", "aiortc-publish", "gstreamer-publish", "passive-publish",
  ]
  static let watching = ["chromium-whep", "aiortc-watch"]
  static let refused = ["chromium-simulcast", "chromium-datachannel"]

  static func text(_ name: String) throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Fixtures/offers")
    return try String(contentsOf: folder.appending(path: name + ".sdp"), encoding: .utf8)
  }

  /// A small offer of one VP8 track that tests bend; lines end as in RFC 8866.
  static let minimal = lines([
    "v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0", "m=video 9 UDP/TLS/RTP/SAVPF 96 97",
    "c=IN IP4 0.0.0.0",
    "a=ice-ufrag:abcd", "a=ice-pwd:abcdefghijklmnopqrstuv", "a=fingerprint:sha-256 " + fingerprint, "a=setup:actpass", "a=mid:0",
    "a=sendonly", "a=rtcp-mux", "a=rtpmap:96 VP8/90000", "a=rtcp-fb:96 nack pli", "a=rtpmap:97 rtx/90000", "a=fmtp:97 apt=96",
    "a=candidate:1 1 udp 2130706431 127.0.0.1 50000 typ host",
  ])

  static let fingerprint = Array(repeating: "AB", count: 32).joined(separator: ":")

  static func lines(_ lines: [String]) -> String { lines.joined(separator: "\r\n") + "\r\n" }

  /// ``minimal`` with one text in place of another.
  static func minimal(_ old: String, _ new: String) -> String { minimal.replacing(old, with: new) }
}
