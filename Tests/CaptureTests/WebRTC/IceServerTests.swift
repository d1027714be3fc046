import Testing
import Vocabulary

@testable import Capture

@Suite struct `An ICE server's address` {
  @Test func `is written as webrtcbin reads it, with the port that is meant`() {
    #expect(IceServer(url: "stun:stun.example").stunAddress == "stun://stun.example:3478")
    #expect(IceServer(url: "stun:[::1]:99").stunAddress == "stun://[::1]:99")
    #expect(IceServer(url: "stun:stun.example").relayAddress == nil)
    let relay = IceServer(url: "turn:turn.example?transport=tcp", username: "1893456000:a b", credential: "tl6+f/=@:")
    #expect(relay.relayAddress == "turn://1893456000%3Aa%20b:tl6%2Bf%2F%3D%40%3A@turn.example:3478?transport=tcp")
    #expect(relay.stunAddress == nil)
    #expect(IceServer(url: "turns:[::1]", username: "u", credential: "p").relayAddress == "turns://u:p@[::1]:5349")
    #expect(IceServer(url: "turn:h").relayAddress == nil)
  }

  @Test func `prints without its credential`() {
    let server = IceServer(url: "turn:h", username: "u", credential: "s3cret")
    var dumped = ""
    dump(server, to: &dumped)
    for text in ["\(server)", String(reflecting: server), dumped, "\([server])"] { #expect(!text.contains("s3cret")) }
  }
}
