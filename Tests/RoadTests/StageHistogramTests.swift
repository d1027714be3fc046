import Testing
import Vocabulary

@testable import Pipeline

@Suite struct StageHistogramTests {
  private func gated(_ sequence: UInt64) throws -> Journey {
    let pixels = PixelBuffer(width: 1, height: 1, format: .rgb, bytes: [0, 0, 0])
    let frame = Frame(
      stream: .demo, session: SessionIdentifier(), sequence: sequence, capturedAt: ManualTime().now(), pixels: pixels)
    return .gated(
      Assessment(
        frame: frame, model: "fake", precision: "f32", tokens: 0, isFullGrid: false, gateReasons: [.blurred], findings: []), [:])
  }

  @Test func `frames that came to an assessment are remembered one by one`() throws {
    let histogram = StageHistogram()
    histogram.note(try gated(7), [.queue: .milliseconds(2)])
    histogram.note(.late, [.queue: .milliseconds(900)])
    #expect(histogram.recent.map(\.sequence) == [7])
    #expect(histogram.recent.first?.stages[.queue] == .milliseconds(2))
    #expect(histogram.snapshot[.queue]?.buckets.reduce(0, +) == 2)
  }

  @Test func `the oldest goes when the memory is full`() throws {
    let histogram = StageHistogram()
    for sequence in 1...UInt64(StageHistogram.recentLimit + 3) { histogram.note(try gated(sequence), [:]) }
    #expect(Set(histogram.recent.map(\.sequence)) == Set(4...UInt64(StageHistogram.recentLimit + 3)))
  }
}
