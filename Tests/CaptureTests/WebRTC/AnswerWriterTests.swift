import Foundation
import Testing

@testable import Capture

@Suite struct `Answers` {
  /// As webrtcbin 1.22 writes them, with one thing that it must not say.
  private let raw = Offers.lines([
    "v=0", "o=- 1 1 IN IP4 0.0.0.0", "s=-", "t=0 0", "a=ice-options:trickle", "a=group:BUNDLE 1",
    "m=video 9 UDP/TLS/RTP/SAVPF 96 97",
    "c=IN IP4 0.0.0.0", "a=ice-ufrag:ours", "a=ice-pwd:oursoursoursoursoursours", "a=mid:1", "a=rtcp-mux", "a=setup:active",
    "a=rtpmap:96 VP8/90000", "a=recvonly", "a=fingerprint:sha-256 00:00", "a=candidate:1 1 UDP 1 192.0.2.2 5000 typ host",
    "a=candidate:1 1 UDP 1 192.0.2.2 5000 typ host",
  ])

  @Test func `agree to congestion control where it was offered`() throws {
    let offer = try OfferPolicy(role: .publisher).accept(Offers.text("chromium-camera"))
    let agreed = AnswerWriter(offer: offer, fingerprint: Offers.fingerprint).agreed(
      Offers.lines(["v=0", "m=audio 9 x 1", "m=video 9 x 2"]))
    #expect(agreed.components(separatedBy: "a=extmap:3 " + TransportWide.address).count == 3)
  }

  @Test func `say what RFC 9725 asks for`() throws {
    let final = try viewerAnswer()
    #expect(final.contains("a=rtcp-mux-only"))
    #expect(final.components(separatedBy: "a=candidate:").count == 2 && final.contains("a=end-of-candidates"))
    #expect(final.contains("a=fingerprint:sha-256 " + Offers.fingerprint) && !final.contains("00:00"))
  }

  @Test func `put a viewer's audio back in its place, inactive`() throws {
    let parsed = try SessionDescriptionParser.description(viewerAnswer())
    #expect(parsed.sections.map(\.kind) == ["video", "audio"])
    #expect(parsed.attributes.values("group") == ["BUNDLE 0 1"])
    let audio = parsed.sections[1].attributes
    #expect(audio.has("inactive") && audio.has("rtcp-mux") && audio.values("ice-ufrag") == ["ours"])
  }

  private func viewerAnswer() throws -> String {
    let offer = try OfferPolicy(role: .viewer(.vp8)).accept(Offers.text("chromium-whep"))
    return AnswerWriter(offer: offer, fingerprint: Offers.fingerprint).final(raw.replacing("a=mid:1", with: "a=mid:0"))
  }
}
