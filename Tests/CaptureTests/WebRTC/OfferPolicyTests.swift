import Foundation
import Testing

@testable import Capture

@Suite struct `Offer policy` {
  private let publisher = OfferPolicy(role: .publisher)

  @Test(arguments: Offers.publishing)
  func `takes what real publishers offer`(_ name: String) throws {
    let offer = try publisher.accept(Offers.text(name))
    let video = try #require(offer.video)
    #expect(video.codec == (["chromium-h264", "gstreamer-publish", "passive-publish"].contains(name) ? .h264 : .vp8))
    #expect(offer.tracks.count == 2 && offer.isBundled)
    #expect(offer.setup == (name == "passive-publish" ? .passive : .actpass))
    #expect(offer.candidates.allSatisfy { NumericAddress.isUsable(Substring($0.address)) })
  }

  @Test(arguments: ["sendrecv", "recvonly"])
  func `sound goes back where the publisher offers to hear it and the server speaks`(_ direction: String) throws {
    let text = try Self.offer(audio: direction)
    let offer = try OfferPolicy(role: .publisher, talksBack: true).accept(text)
    #expect(offer.backTrack?.codec == .opus)
    let canonical = try Self.audio(of: offer)
    #expect(canonical.contains("a=\(direction)\r\n"))
    #expect(canonical.contains("a=ssrc:") == (direction == "sendrecv"))
  }

  @Test func `without a voice nothing goes back`() throws {
    let twoWay = try publisher.accept(Self.offer(audio: "sendrecv"))
    #expect(twoWay.backTrack == nil)
    #expect(try Self.audio(of: twoWay).contains("a=sendonly\r\n"))
    let listening = try publisher.accept(Self.offer(audio: "recvonly"))
    #expect(listening.tracks.count == 1 && listening.sections.count == 2)
    #expect(try OfferPolicy(role: .publisher, talksBack: true).accept(Self.offer(audio: "sendonly")).backTrack == nil)
  }

  @Test func `video that a publisher wants to receive is refused, voice or not`() {
    let text = Offers.minimal("a=sendonly", "a=recvonly")
    #expect(throws: MediaRefusal.self) { try OfferPolicy(role: .publisher, talksBack: true).accept(text) }
  }

  /// A real publisher's offer with another direction of its sound.
  private static func offer(audio direction: String) throws -> String {
    let text = try Offers.text("aiortc-publish")
    let start = try #require(text.range(of: "m=audio")).lowerBound
    let end = text[start...].range(of: "\r\nm=", range: text.index(after: start)..<text.endIndex)?.lowerBound ?? text.endIndex
    var section = String(text[start..<end])
    for known in ["sendrecv", "sendonly", "recvonly"] {
      section = section.replacing("a=\(known)\r\n", with: "a=\(direction)\r\n")
    }
    return text[..<start] + section + text[end...]
  }

  private static func audio(of offer: AcceptedOffer) throws -> String {
    let text = offer.canonicalText
    let start = try #require(text.range(of: "m=audio")).lowerBound
    let rest = text[start...].dropFirst(7)
    return String(rest.range(of: "m=").map { rest[..<$0.lowerBound] } ?? rest)
  }

  @Test(arguments: Offers.watching, [MediaCodec.vp8, .h264])
  func `takes what real viewers offer, and answers their audio as inactive`(_ name: String, _ codec: MediaCodec) throws {
    let offer = try OfferPolicy(role: .viewer(codec)).accept(Offers.text(name))
    #expect(offer.video?.codec == codec && offer.tracks.count == 1 && offer.sections.count == 2)
  }

  @Test(arguments: Offers.refused)
  func `refuses what cannot be served, and says so`(_ name: String) {
    #expect(status(of: { try Offers.text(name) }) == 422)
  }

  @Test func `tells a viewer that the codec does not fit`() throws {
    let text = Offers.minimal("a=sendonly", "a=recvonly")
    #expect(throws: MediaRefusal.noCommonCodec(streamed: "H264", offered: ["VP8", "rtx"])) {
      try OfferPolicy(role: .viewer(.h264)).accept(text)
    }
  }

  @Test(arguments: [
    ("a=sendonly", "a=recvonly", OfferFault.direction(mid: "0", found: "recvonly", needed: ["sendonly", "sendrecv"])),
    ("a=sendonly", "a=inactive", .direction(mid: "0", found: "inactive", needed: ["sendonly", "sendrecv"])),
    ("a=sendonly", "a=sendonly\r\na=sendrecv", .repeated(attribute: "direction", mid: "0")),
    ("a=rtcp-mux\r\n", "", .missing(attribute: "rtcp-mux", mid: "0")),
    ("a=mid:0\r\n", "", .missing(attribute: "mid", mid: nil)),
    ("a=mid:0", "a=mid:0\r\na=mid:1", .repeated(attribute: "mid", mid: nil)),
    ("BUNDLE 0", "BUNDLE 1", .malformed(attribute: "group", mid: nil)),
    ("a=setup:actpass", "a=setup:holdconn", .setup(found: "holdconn")),
    ("a=setup:actpass\r\n", "", .missing(attribute: "setup", mid: "0")),
    ("a=ice-ufrag:abcd", "a=ice-ufrag:abcd\r\na=ice-ufrag:efgh", .repeated(attribute: "ice-ufrag", mid: "0")),
    ("a=ice-ufrag:abcd", "a=ice-ufrag:ab", .malformed(attribute: "ice-ufrag", mid: "0")),
    ("a=ice-ufrag:abcd", "a=ice-ufrag:ab cd", .malformed(attribute: "ice-ufrag", mid: "0")),
    ("a=ice-pwd:abcdefghijklmnopqrstuv\r\n", "", .missing(attribute: "ice-pwd", mid: "0")),
    // Two in the head abort webrtcbin 1.22, whatever stands in the section.
    ("a=group:BUNDLE 0", "a=group:BUNDLE 0\r\na=ice-ufrag:abcd\r\na=ice-ufrag:efgh", .repeated(attribute: "ice-ufrag", mid: "0")),
    ("a=group:BUNDLE 0", "a=group:BUNDLE 0\r\na=ice-pwd:x\r\na=ice-pwd:y", .repeated(attribute: "ice-pwd", mid: "0")),
    ("sha-256 AB", "sha-256 XY", .malformed(attribute: "fingerprint", mid: "0")),
    ("sha-256 AB:", "sha-256 ", .malformed(attribute: "fingerprint", mid: "0")),
    ("sha-256", "sha-1", .fingerprintAlgorithm(mid: "0")),
    ("UDP/TLS/RTP/SAVPF", "RTP/AVP", .transport("RTP/AVP")),
    ("m=video 9", "m=video 0", .disabledSection(mid: "0")),
    ("m=video", "m=application", .sectionKind("application")),
    ("m=video", "m=audio", .noVideo),
    ("VP8/90000", "H263/90000", .noUsableCodec(kind: "video", offered: ["H263", "rtx"], usable: ["VP8", "H264"])),
    ("VP8/90000", "H264/90000", .noUsableCodec(kind: "video", offered: ["H264", "rtx"], usable: ["VP8", "H264"])),
    ("a=rtcp-mux", "a=rtcp-mux\r\na=simulcast:send a;b", .simulcast(mid: "0")),
    ("a=candidate:1 1 udp", "a=candidate:1 one udp", .malformed(attribute: "candidate", mid: "0")),
    ("a=rtcp-mux", "a=rtcp-mux\r\na=extmap:15 " + TransportWide.address, .malformed(attribute: "extmap", mid: "0")),
    ("96 97", "96 96", .malformed(attribute: "m", mid: "0")),
    (
      "96 97\r\n", "96 97\r\n" + String(repeating: "a=candidate:1 1 tcp 1 10.0.0.1 9 typ host\r\n", count: 128),
      .tooManyCandidates(atMost: 128)
    ),
  ])
  func `names what is wrong`(_ old: String, _ new: String, _ fault: OfferFault) {
    #expect(throws: MediaRefusal.refused(fault)) { try publisher.accept(Offers.minimal(old, new)) }
  }

  @Test func `wants every section in the bundle`() {
    let text = Offers.minimal + audio(mid: "1", type: 111)
    #expect(throws: MediaRefusal.refused(.notBundled(mid: "1"))) { try publisher.accept(text) }
  }

  @Test func `refuses one payload type in two sections`() {
    let text = (Offers.minimal + audio(mid: "1", type: 96)).replacing("BUNDLE 0", with: "BUNDLE 0 1")
    #expect(throws: MediaRefusal.refused(.duplicatePayloadType(96))) { try publisher.accept(text) }
  }

  @Test func `refuses a second video`() {
    let second = Offers.minimal.split(separator: "m=video", maxSplits: 1).suffix(1).map { "m=video" + $0 }.joined().replacing(
      "a=mid:0", with: "a=mid:1")
    let text = Offers.minimal.replacing("BUNDLE 0", with: "BUNDLE 0 1") + second
    #expect(throws: MediaRefusal.refused(.tooManyTracks(kind: "video", atMost: 1))) { try publisher.accept(text) }
  }

  @Test func `uses the bundle's tagged transport`() throws {
    let text = (Offers.minimal + audio(mid: "1", type: 111)).replacing("BUNDLE 0", with: "BUNDLE 1 0")
    #expect(try publisher.accept(text).credentials.fragment == "audio")
  }

  @Test func `takes credentials and fingerprint from the head`() throws {
    let head = "a=ice-ufrag:head\r\na=ice-pwd:headheadheadheadheadhead\r\n"
    let text = Offers.minimal
      .replacing("a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuv\r\n", with: "").replacing(
        "a=group", with: head + "a=group")
    #expect(try publisher.accept(text).credentials.fragment == "head")
  }

  @Test func `ignores candidates that it cannot use`() throws {
    let more = [
      "2 1 tcp 1 10.0.0.1 9 typ host tcptype active", "3 1 udp 1 7d2f4e1a-0000.local 5000 typ host",
      "4 2 udp 1 10.0.0.1 5 typ host",
    ]
    let text = Offers.minimal + more.map { "a=candidate:\($0)\r\n" }.joined()
    #expect(try publisher.accept(text).candidates.map(\.address) == ["127.0.0.1"])
  }

  @Test func `needs mode 1 of H.264`() throws {
    let text = Offers.minimal(
      "a=rtpmap:96 VP8/90000", "a=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1;profile-level-id=42E01F")
    #expect(try publisher.accept(text).video?.profileLevel == "42e01f")
  }

  private func audio(mid: String, type: Int) -> String {
    Offers.lines([
      "m=audio 9 UDP/TLS/RTP/SAVPF \(type)", "a=ice-ufrag:audio", "a=ice-pwd:audioaudioaudioaudioaudio",
      "a=fingerprint:sha-256 " + Offers.fingerprint, "a=setup:actpass", "a=mid:\(mid)", "a=sendonly", "a=rtcp-mux",
      "a=rtpmap:\(type) opus/48000/2",
    ])
  }

  private func status(of text: () throws -> String) -> Int? {
    do {
      _ = try publisher.accept(text())
      return nil
    } catch { return (error as? MediaRefusal)?.status }
  }
}
