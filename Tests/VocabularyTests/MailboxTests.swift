import TestSupport
import Testing
import Vocabulary

private func frame(_ sequence: UInt64) -> Frame {
  Frame(
    stream: StreamIdentifier("test")!, session: SessionIdentifier("0123456789abcdef0123456789abcdef")!, sequence: sequence,
    capturedAt: Moment(monotonic: .milliseconds(Int64(sequence)), wallMilliseconds: 0),
    pixels: PixelBuffer(width: 2, height: 2, format: .rgb, bytes: [UInt8](repeating: 0, count: 12)))
}

@Suite struct `The mailbox` {
  @Test func `keeps only the newest frame and counts the others as superseded`() {
    let box = Mailbox()
    for sequence in 1...5 { box.put(frame(UInt64(sequence))) }
    #expect(box.take()?.sequence == 5)
    #expect(box.counts.superseded == 4)
    #expect(box.counts.pending == 1)
  }

  @Test func `gives nothing while a frame is in flight`() {
    let box = Mailbox()
    box.put(frame(1))
    _ = box.take()
    box.put(frame(2))
    #expect(box.take() == nil)
    #expect(box.counts.pending == 2)
    box.finish(.analysed)
    #expect(box.take()?.sequence == 2)
  }

  @Test func `adds up after every one of ten thousand random steps`() {
    let box = Mailbox()
    var generator = SplitMix64(seed: 7)
    var inFlight = false
    for step in 0..<10_000 {
      switch UInt64.random(in: 0..<4, using: &generator) {
      case 0: box.put(frame(UInt64(step)))
      case 1: if box.take() != nil { inFlight = true }
      case 2: if inFlight { box.finish(FrameOutcome.allCases.randomElement(using: &generator)!); inFlight = false }
      default: box.countDamaged()
      }
      #expect(box.counts.addsUp)
      #expect(box.counts.pending <= 2)
    }
  }
}
