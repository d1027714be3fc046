import Testing

@testable import Capture

@Suite struct `A session's pulse` {
  private let limits = SessionPulse.Limits(connect: .seconds(15), silence: .seconds(6), pause: .seconds(3), stall: .seconds(60))
  private func pulse(expectsPictures: Bool = true) -> SessionPulse {
    SessionPulse(limits: limits, expectsPictures: expectsPictures, startedAt: .seconds(100))
  }

  @Test func `gives a peer time to connect, and no more`() {
    var pulse = pulse()
    #expect(pulse.tick(at: .seconds(115)) == nil)
    #expect(pulse.tick(at: .seconds(116)) == .ended(.neverConnected))
  }

  @Test func `is live with the first picture, and tells it once`() {
    var pulse = pulse()
    pulse.packet(at: .seconds(101))
    #expect(pulse.picture(at: .seconds(101)) == .live)
    #expect(pulse.picture(at: .seconds(102)) == nil)
  }

  @Test func `pauses without pictures and comes back`() {
    var pulse = pulse()
    _ = pulse.picture(at: .seconds(101))
    pulse.packet(at: .seconds(104))
    #expect(pulse.tick(at: .seconds(104)) == nil)
    pulse.packet(at: .seconds(105))
    #expect(pulse.tick(at: .seconds(105)) == .paused)
    #expect(pulse.tick(at: .seconds(106)) == nil)
    #expect(pulse.picture(at: .seconds(107)) == .live)
  }

  @Test func `ends when the packets stop`() {
    var pulse = pulse()
    pulse.packet(at: .seconds(101))
    _ = pulse.picture(at: .seconds(101))
    #expect(pulse.tick(at: .seconds(107)) == .paused)
    #expect(pulse.tick(at: .seconds(108)) == .ended(.vanished))
  }

  @Test func `ends a publisher whose packets bring no pictures`() {
    var pulse = pulse()
    for second in 101...161 { pulse.packet(at: .seconds(second)) }
    #expect(pulse.tick(at: .seconds(160)) == nil)
    #expect(pulse.tick(at: .seconds(161)) == .ended(.stalled))
  }

  @Test func `expects no pictures of a viewer`() {
    var pulse = pulse(expectsPictures: false)
    for second in 101...200 { pulse.packet(at: .seconds(second)) }
    #expect(pulse.tick(at: .seconds(200)) == nil)
  }

  @Test func `ends at once when the peer says goodbye`() {
    var pulse = pulse()
    pulse.packet(at: .seconds(101))
    pulse.peerLeft()
    #expect(pulse.tick(at: .seconds(101)) == .ended(.left))
  }
}
