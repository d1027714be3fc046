import Foundation
import Testing

@testable import Tuning

@Suite(.timeLimit(.minutes(5))) struct HeadFitterTests {
  @Test func `what can be told apart is, and its probabilities are shown`() throws {
    let outcome = try Lessons.fitter().fit([.melanoma], on: Lessons.examples(240, groups: 120, signal: 0.9, before: 0.2))
    let figures = try #require(outcome.figures.conditions.first)
    let area = try #require(figures.after.auc)
    #expect(area.value > 0.8)
    let interval = try #require(area.interval)
    #expect(interval[0] < area.value && area.value < interval[1])
    #expect(figures.proven, "\(figures.unprovenBecause ?? "")")
    #expect(outcome.conditions.first?.curve?.slope ?? 0 > 0)
    // Before and after are compared on the same examples.
    let (before, gain) = try (#require(figures.before?.auc), #require(figures.gain))
    #expect(abs(gain.value - (area.value - before.value)) < 1e-12 && gain.value > 0)
    #expect(try #require(outcome.figures.macroGain).value == gain.value)
    #expect(figures.strata["type"]?.count == 2)
  }

  @Test func `what cannot be told apart stays unproven, whatever a model makes of what it has seen`() throws {
    let outcome = try Lessons.fitter().fit([.melanoma], on: Lessons.examples(120, groups: 60, signal: 0))
    let figures = try #require(outcome.figures.conditions.first)
    #expect(abs(try #require(figures.after.auc).value - 0.5) < 0.25)
    #expect(!figures.proven && figures.unprovenBecause != nil)
    #expect(outcome.conditions.first?.proven == false)
  }

  @Test func `a few examples prove no probability, though they are told apart`() throws {
    let outcome = try Lessons.fitter().fit([.melanoma], on: Lessons.examples(45, groups: 45, signal: 0.8))
    let figures = try #require(outcome.figures.conditions.first)
    #expect(try #require(figures.after.auc).value > 0.7)
    #expect(!figures.proven)
  }

  @Test func `too few are refused, with how many of what are needed and why`() {
    #expect {
      _ = try Lessons.fitter().fit([.melanoma], on: Lessons.examples(18, groups: 9, signal: 1))
    } throws: { error in
      guard case TuningError.tooFew(let sentences) = error else { return false }
      return sentences.count == 1 && sentences[0].contains("melanoma has 6 that show it from 3 groups")
        && sentences[0].contains("needed are 10 of each from 5 groups") && sentences[0].contains("cross-validation")
    }
  }

  @Test func `a condition that has too few is left out by name, and the others are learned`() throws {
    let outcome = try Lessons.fitter().fit([.melanoma, .psoriasis], on: Lessons.examples(120, groups: 60, signal: 0.8))
    #expect(outcome.conditions.map(\.condition) == [.melanoma])
    #expect(outcome.figures.leftOut.count == 1 && outcome.figures.leftOut[0].hasPrefix("psoriasis has 0 that show it"))
  }

  @Test func `pictures of one group never teach what is asked about the same group`() throws {
    // Each group has a vector of its own and a label by chance: only who has seen the group can tell.
    let examples = (0..<160).map { index in
      let group = index / 4
      let own = [Float(group % 7) / 7, Float(group % 5) / 5, Float(group % 3), Float(group % 11) / 11]
      return TuningExample(
        name: "\(index)", vectors: [own], labels: (group * 2_654_435_761) >> 4 & 1 == 1 ? [.melanoma: 1] : [:],
        group: "g\(group)")
    }
    let figures = try #require(try Lessons.fitter().fit([.melanoma], on: examples).figures.conditions.first)
    #expect(try #require(figures.after.auc).value < 0.75)
  }

  @Test func `a threshold on the probability scale says what would change`() throws {
    var fitter = Lessons.fitter()
    fitter.thresholds = [.melanoma: 0.5]
    let examples = Lessons.examples(120, groups: 60, signal: 0.9).map { example in
      TuningExample(
        name: example.name, vectors: example.vectors, labels: example.labels, group: example.group,
        before: [.melanoma: PriorScore(evidence: 0, probability: 0.1)])
    }
    let figures = try #require(try fitter.fit([.melanoma], on: examples).figures.conditions.first)
    let (changes, after) = try (#require(figures.changes), #require(figures.after.sensitivity))
    #expect(figures.before?.sensitivity?.count == 0)
    #expect(changes.found == after.count && changes.missed == 0 && changes.spared == 0)
  }

  @Test func `a vector that is no vector is named`() {
    let bad =
      Lessons.examples(30, groups: 15, signal: 1) + [
        TuningExample(name: "the bad one", vectors: [[1, .nan, 0, 0]], labels: [:], group: "x")
      ]
    #expect(throws: TuningError.notFinite(example: "the bad one")) { try Lessons.fitter().fit([.melanoma], on: bad) }
    let short =
      Lessons.examples(30, groups: 15, signal: 1) + [TuningExample(name: "short", vectors: [[1]], labels: [:], group: "x")]
    #expect(throws: TuningError.dimension(expected: 4, actual: 1)) { try Lessons.fitter().fit([.melanoma], on: short) }
  }
}
