import Testing

@testable import Capture

@Suite struct `Candidates` {
  @Test(arguments: ["192.0.2.1", "10.1.2.3", "2001:db8::1", "::1", "fe80::1", "1:2:3:4:5:6:7:8"])
  func `may be at a numeric address`(_ address: String) { #expect(NumericAddress.isUsable(Substring(address))) }

  @Test(arguments: [
    "", "0.0.0.0", "255.255.255.255", "224.0.0.1", "256.1.1.1", "1.2.3", "1.2.3.4.5", "::", "ff02::1", "1::2::3", ":::",
    "12345::",
    "example.org", "x.local", "1.2.3.4a", "fe80::1%eth0",
  ])
  func `may not be at a name, a group or nowhere`(_ address: String) { #expect(!NumericAddress.isUsable(Substring(address))) }

  @Test func `are written anew from their parts`() {
    let value = "842163049 1 UDP 1677729535 198.51.100.1 46154 typ srflx raddr 10.0.0.17 rport 46154 generation 0 network-id 1"
    guard case .usable(let candidate) = IceCandidate.read(value) else { return #expect(Bool(false), "not read") }
    #expect(candidate.value == "842163049 1 udp 1677729535 198.51.100.1 46154 typ srflx raddr 0.0.0.0 rport 9")
  }
}

@Suite struct `Trickle fragments` {
  private let good = Offers.lines([
    "a=group:BUNDLE 0 1", "m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=mid:0", "a=ice-ufrag:abcd", "a=ice-pwd:abcdefghijklmnopqrstuv",
    "a=candidate:1 1 udp 2130706431 192.0.2.7 50000 typ host", "a=candidate:2 1 udp 1 host.local 50000 typ host",
    "a=end-of-candidates",
  ])

  @Test func `give candidates and credentials`() throws {
    let fragment = try TrickleFragment(good, mids: ["0", "1"])
    #expect(fragment.candidates.map(\.address) == ["192.0.2.7"])
    #expect(fragment.credentials?.fragment == "abcd" && fragment.endsCandidates)
  }

  @Test(arguments: [
    ("a=mid:0", "a=mid:7", FragmentFault.unknownMid("7")),
    ("a=ice-pwd:abcdefghijklmnopqrstuv\r\n", "", .halfCredentials),
    ("a=ice-ufrag:abcd", "a=ice-ufrag:abcd\r\na=ice-ufrag:abcd", .repeated(attribute: "ice-ufrag")),
    ("a=ice-ufrag:abcd", "a=ice-ufrag:a", .malformed(attribute: "ice-ufrag")),
    ("1 1 udp", "1 x udp", .malformed(attribute: "candidate")),
    ("a=group", "v=0\r\na=group", .syntax(.sessionLine("v"))),
  ])
  func `name what is wrong`(_ old: String, _ new: String, _ fault: FragmentFault) {
    #expect(throws: fault) { try TrickleFragment(good.replacing(old, with: new), mids: ["0", "1"]) }
  }
}

@Suite struct `If-Match` {
  @Test(arguments: [
    ("*", true), ("\"tag\"", true), ("tag", true), (" \"other\", \"tag\" ", true), ("\"other\"", false), ("W/\"tag\"", false),
    ("", false),
  ])
  func `is compared strongly`(_ header: String, _ matches: Bool) { #expect(EntityTagCondition(header).matches("tag") == matches) }
}

@Suite struct `Presentation times` {
  @Test func `go on without a step back`() {
    var rebase = PresentationRebase()
    #expect(rebase.time(of: .seconds(100), now: .seconds(1)) == .seconds(1))
    #expect(rebase.time(of: .milliseconds(100_033), now: .milliseconds(1_050)) == .milliseconds(1_033))
    // The source begins anew.
    #expect(rebase.time(of: .zero, now: .milliseconds(1_100)) == .milliseconds(1_100))
    #expect(rebase.time(of: .milliseconds(33), now: .milliseconds(1_120)) == .milliseconds(1_133))
    // It jumps ahead, or the network stood still.
    #expect(rebase.time(of: .seconds(60), now: .milliseconds(1_200)) == .milliseconds(1_200))
    #expect(rebase.time(of: .milliseconds(60_033), now: .seconds(20)) == .seconds(20))
  }
}
