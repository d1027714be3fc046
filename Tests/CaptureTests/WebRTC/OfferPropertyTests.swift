import Testing
import Vocabulary

@testable import Capture

/// What must hold of any offer, however bent: half of these would have reached the media library before.
@Suite struct `Bent offers` {
  @Test(arguments: 0..<8)
  func `are refused, or become a description that says the same again`(_ seed: UInt64) throws {
    let sources = try (Offers.publishing + Offers.watching + Offers.refused).map(Offers.text) + [Offers.minimal]
    var mutation = OfferMutation(seed: seed, sources: sources)
    var accepted = 0
    for round in 0..<1_500 {
      let text = mutation.next()
      let role: AcceptedOffer.Role = [.publisher, .viewer(.vp8), .viewer(.h264)][round % 3]
      do {
        let offer = try OfferPolicy(role: role).accept(text)
        accepted += 1
        try expectCanonical(offer)
      } catch let refusal as MediaRefusal {
        #expect([400, 406, 422].contains(refusal.status))
        let message = refusal.userMessage.text
        #expect(message.count < 400 && message.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f }, "\(message)")
      }
    }
    // Bent so little that many still pass: otherwise this would test the first line only.
    #expect(accepted > 50)
  }

  @Test func `fragments are refused or read`() throws {
    let source = Offers.lines([
      "a=group:BUNDLE 0", "m=video 9 UDP/TLS/RTP/SAVPF 96", "a=mid:0", "a=ice-ufrag:abcd", "a=ice-pwd:abcdefghijklmnopqrstuv",
      "a=candidate:1 1 udp 2130706431 192.0.2.7 50000 typ host", "a=end-of-candidates",
    ])
    var mutation = OfferMutation(seed: 7, sources: [source])
    var accepted = 0
    for _ in 0..<4_000 {
      guard let fragment = try? TrickleFragment(mutation.next(), mids: ["0"]) else { continue }
      accepted += 1
      #expect(fragment.candidates.count <= OfferPolicy.usedCandidates)
      #expect(fragment.candidates.allSatisfy { IceCandidate.read($0.value) == .usable($0) })
    }
    #expect(accepted > 200)
  }

  private func expectCanonical(_ offer: AcceptedOffer) throws {
    let text = offer.canonicalText
    let parsed = try SessionDescriptionParser.description(text)
    #expect(!parsed.attributes.has("ice-ufrag") && !parsed.attributes.has("ice-pwd"))
    for section in parsed.sections {
      #expect(section.attributes.values("ice-ufrag") == [offer.credentials.fragment])
      #expect(section.attributes.values("fingerprint").count == 1)
    }
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
    // Read again it agrees the same: nothing is lost, nothing gets in.
    let again = try OfferPolicy(role: offer.role).accept(text)
    #expect(again.tracks.map(\.mid) == offer.tracks.map(\.mid) && again.canonicalText == text)
  }
}
