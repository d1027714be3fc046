import Foundation
import Testing

@testable import Statistics

@Suite struct RankedAnswerTests {
  @Test func `hits, reciprocal rank and gain are those worked out by hand`() {
    let answer = RankedAnswer(["a", "b", "c", "d"], right: ["b", "d", "z"])
    #expect(answer.hit(within: 1) == 0)
    #expect(answer.hit(within: 2) == 1)
    #expect(answer.reciprocalRank(within: 10) == 0.5)
    #expect(answer.reciprocalRank(within: 1) == 0)
    let ideal = 1 + 1 / log2(3.0) + 0.5
    #expect(abs(answer.gain(within: 10) - (1 / log2(3.0) + 1 / log2(5.0)) / ideal) < 1e-12)
    #expect(RankedAnswer(["a"], right: ["a"]).gain(within: 10) == 1)
    #expect(RankedAnswer([String](), right: ["a"]).gain(within: 10) == 0)
  }
}
