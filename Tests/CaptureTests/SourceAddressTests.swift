import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Capture

@Suite struct `A source's address` {
  private func refusal(_ text: String, _ policy: SourcePolicy = .standard) -> SourceAddressError? {
    do throws(SourceAddressError) {
      _ = try SourceAddress(text, policy: policy)
      return nil
    } catch { return error }
  }

  @Test func `shows neither password nor query nor stream key`() throws {
    let camera = try SourceAddress("rtsp://nurse:pa55%40word@127.0.0.1:8554/cam/1?token=t0ken#part", policy: .standard)
    #expect(camera.description == "rtsp://127.0.0.1:8554/cam/1")
    #expect(camera.uri == "rtsp://nurse:pa55%40word@127.0.0.1:8554/cam/1?token=t0ken")
    let sender = try SourceAddress("rtmp://127.0.0.1/live/s3cret-key", policy: .standard)
    #expect(sender.description == "rtmp://127.0.0.1/live/…")
    for address in [camera, sender] {
      var dumped = ""
      dump(address, to: &dumped)
      let shown = ["\(address)", String(reflecting: address), dumped].joined()
      for secret in ["pa55", "word", "t0ken", "nurse", "s3cret"] { #expect(!shown.contains(secret)) }
    }
  }

  @Test(arguments: [
    ("rtsp://localhost/a", SourceKind.rtsp), ("RTSP://127.0.0.1/a", .rtsp), ("rtsps://127.0.0.1/a", .rtsp),
    ("rtmp://127.0.0.1/live/a", .rtmp), ("http://[::1]:8080/a.mjpeg", .http), ("https://localhost/a", .http),
  ])
  func `is one of the kinds that can be read`(text: String, kind: SourceKind) throws {
    let address = try SourceAddress(text, policy: .standard)
    #expect(address.kind == kind)
    try address.checkHost()
  }

  @Test(arguments: [
    "exec:ls", "exec://ls", "pipe:0", "appsrc://", "udp://127.0.0.1:5000", "srt://127.0.0.1:1", "rtspt://127.0.0.1/a",
    "rtsp+exec://a/b",
    "data:video/webm;base64,AAAA", "gst-pipeline://127.0.0.1/videotestsrc", "javascript:alert(1)", "ftp://127.0.0.1/a",
    "dvd://", "cdda://", "rist://127.0.0.1:5", "fd://0", "pulsesrc://", "ndi://a",
  ])
  func `of another scheme is refused, with what is allowed`(text: String) {
    guard case .scheme(_, let allowed) = refusal(text) else { return #expect(refusal(text) == .malformed) }
    #expect(allowed.contains("rtsp, rtsps, rtmp, http, https, file, v4l2"))
  }

  @Test(arguments: [
    "", " ", "rtsp", "rtsp:", "rtsp://", "rtsp:///a", "//127.0.0.1/a", "/etc/passwd", "rtsp://127.0.0.1\\@evil/a", "rtsp://a b/",
    "rtsp://127.0.0.1/\u{0}", "rtsp://127.0.0.1/\n", "http://127.0.0.1:99999/", "http://127.0.0.1:0/", "http://[::1/",
    "http://exa$mple/",
    "file://evil/etc/passwd", "file:relative", "file:///tmp?x=1", "v4l2://host/dev/video0", "rtsp://127.0.0.1/ü", "http://%31/",
    "rtsp://:pw@/a",
    "http://" + String(repeating: "a", count: 2100),
  ])
  func `that parsers could read in two ways is refused`(text: String) {
    #expect(refusal(text) == .malformed)
  }

  @Test func `outside the allowed networks is refused, by name or number`() throws {
    for host in ["10.0.0.1", "169.254.169.254", "[fe80::1]", "[::ffff:10.0.0.1]", "0.0.0.0", "192.168.1.4"] {
      let address = try SourceAddress("http://\(host)/a", policy: .standard)
      #expect(throws: SourceAddressError.self) { try address.checkHost() }
    }
    var wide = SourcePolicy.standard
    wide.networks += ["10.0.0.0/8", "fe80::/10"].compactMap(NetworkRange.init)
    try SourceAddress("http://10.9.9.9/a", policy: wide).checkHost()
    try SourceAddress("http://[fe80::1]/a", policy: wide).checkHost()
    // Forms that only some resolvers read as numbers resolve to what they are, or to nothing.
    for host in ["2130706433", "0x7f.1", "127.1", "010.0.0.1", "3232235777"] {
      guard let address = try? SourceAddress("http://\(host)/a", policy: .standard) else { continue }
      let reachesElsewhere = (try? address.checkHost()) != nil && !["2130706433", "0x7f.1", "127.1"].contains(host)
      #expect(!reachesElsewhere, "\(host)")
    }
  }

  @Test func `of a file leads to a regular file that may be read`() throws {
    let folder = try TemporaryFolder()
    let clip = folder.file("a clip ü.webm")
    try Data([1]).write(to: URL(fileURLWithPath: clip))
    let encoded = URL(fileURLWithPath: clip).absoluteString
    let address = try SourceAddress(encoded, policy: .standard)
    #expect(address.kind == .file)
    #expect(address.path == clip)
    #expect(address.uri == encoded)
    #expect(refusal("file:///nonexistent.webm") == .file(.missing))
    #expect(refusal("file:///etc") == .file(.notRegular))
    #expect(refusal("file:///dev/zero") == .file(.notRegular))
    #expect(refusal("v4l2:///dev/video999") == .camera)
    #expect(refusal("v4l2:///etc/passwd") == .camera)
    #expect(refusal("v4l2:///dev/video/../zero") == .camera)
  }

  @Test func `of a file stays in the allowed folders, whatever links and dots say`() throws {
    let (inside, outside) = (try TemporaryFolder(), try TemporaryFolder())
    var policy = SourcePolicy.standard
    policy.folders = [inside.path]
    for folder in [inside, outside] { try Data([1]).write(to: URL(fileURLWithPath: folder.file("a.webm"))) }
    try FileManager.default.createSymbolicLink(atPath: inside.file("link.webm"), withDestinationPath: outside.file("a.webm"))
    #expect(refusal("file://" + inside.file("a.webm"), policy) == nil)
    let name = URL(fileURLWithPath: outside.path).lastPathComponent
    for path in [
      outside.file("a.webm"), inside.file("link.webm"), inside.file("../\(name)/a.webm"), inside.file("%2e%2e/\(name)/a.webm"),
      outside.file("missing.webm"), inside.path + "-beside/a.webm",
    ] { #expect(refusal("file://" + path, policy) == .file(.outside(folders: [inside.path])), "\(path)") }
  }

  @Test func `is never more than the policy allows, whatever is written`() throws {
    var random = SplitMix64(seed: 3)
    let pieces = [
      "rtsp", "http", "https", "file", "exec", "pipe", "v4l2", "rtmp", ":", "//", "/", "@", "127.0.0.1", "localhost", "evil",
      "[::1]", "?",
      "#", "%00", "%2f", "\\", "..", "\u{0}", " ", "é", ":8554", "user", "!", "|", "ls", "\n", "Ω", "%", "[", "]", "etc/passwd",
      "dev/video0",
    ]
    var policy = SourcePolicy.standard
    policy.schemes = [.rtsp, .http]
    var accepted = 0
    for _ in 0..<20_000 {
      let start = ["", "rtsp://", "http://", "rtsp://127.0.0.1", "file://"].randomElement(using: &random) ?? ""
      let text =
        start + (0..<Int.random(in: 1...7, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      guard let address = try? SourceAddress(text, policy: policy) else { continue }
      accepted += 1
      #expect(address.uri.hasPrefix("rtsp://") || address.uri.hasPrefix("http://"), "\(text)")
      #expect(address.uri.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x5C }, "\(text)")
      let host = try #require(address.host)
      // Read anew, as GStreamer will: the same host comes out.
      let anew = try #require(URLComponents(string: address.uri)?.host)
      #expect(anew.trimmingCharacters(in: ["[", "]"]) == host, "\(text)")
      #expect(!address.description.contains("@") || (URLComponents(string: address.uri)?.path.contains("@") ?? false), "\(text)")
    }
    #expect(accepted > 20)
  }
}
