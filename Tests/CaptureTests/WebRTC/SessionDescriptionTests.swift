import Testing

@testable import Capture

@Suite struct `Session descriptions` {
  @Test func `splits sections and attributes`() throws {
    let description = try SessionDescriptionParser.description(Offers.minimal)
    #expect(description.attributes.values("group") == ["BUNDLE 0"])
    let section = try #require(description.sections.first)
    #expect(section.kind == "video" && section.port == 9 && section.formats == ["96", "97"])
    #expect(section.attributes.has("rtcp-mux"))
    #expect(section.attributes.values("rtpmap") == ["96 VP8/90000", "97 rtx/90000"])
  }

  @Test func `takes bare line feeds`() throws {
    let text = Offers.minimal.replacing("\r\n", with: "\n")
    #expect(try SessionDescriptionParser.description(text) == SessionDescriptionParser.description(Offers.minimal))
  }

  @Test(arguments: [
    ("", SessionDescriptionFault.empty),
    ("junk", .notALine(line: 1)),
    ("v=1\r\n", .noVersion),
    ("v=0\r\ns=-\r\nt=0 0\r\n", .sessionLine("o")),
    ("v=0\r\no=-\r\no=-\r\ns=-\r\nt=0 0\r\n", .sessionLine("o")),
    (Offers.minimal("a=mid:0\r\n", "a=mid:0\r\nv=0\r\n"), .sessionLine("v")),
    (Offers.minimal("video 9", "video nine"), .malformed(line: 6, field: "m")),
    (Offers.minimal("video 9", "video 99999"), .malformed(line: 6, field: "m")),
    (Offers.minimal("m=video 9 UDP/TLS/RTP/SAVPF 96 97", "m=video banana"), .malformed(line: 6, field: "m")),
    (Offers.minimal("a=mid:0", "a=mid:\u{0}0"), .controlCharacter(line: 12)),
    (Offers.minimal("a=mid:0", "a=:0"), .malformed(line: 12, field: "a")),
    (Offers.minimal("a=mid:0", "a=" + String(repeating: "x", count: 5_000)), .lineTooLong(line: 12, atMost: 4_096)),
    (String(repeating: "a=x\n", count: 20_000), .tooLong(bytes: 80_000, atMost: 65_536)),
    (String(repeating: "a=x\n", count: 2_001), .tooManyLines(atMost: 2_000)),
  ])
  func `names what is wrong`(_ text: String, _ fault: SessionDescriptionFault) {
    #expect(throws: fault) { try SessionDescriptionParser.description(text) }
  }

  @Test func `stops at too many sections`() {
    let many = Offers.minimal + String(repeating: "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n", count: 32)
    #expect(throws: SessionDescriptionFault.tooManySections(atMost: 32)) { try SessionDescriptionParser.description(many) }
  }
}
