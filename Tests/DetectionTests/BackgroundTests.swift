import Detection
import Foundation
import Testing
import Vocabulary

@Suite("Background") struct BackgroundTests {
  let melanoma: ConditionIdentifier

  init() throws { melanoma = try #require(ConditionIdentifier("melanoma")) }

  func recorded(_ evidence: [Double]) -> BackgroundRecorder {
    var recorder = BackgroundRecorder()
    for (index, value) in evidence.enumerated() {
      let moment = Moment(monotonic: .milliseconds(index * 100), wallMilliseconds: Int64(index * 100))
      recorder.record(
        [Finding(condition: melanoma, similarity: 0, presence: 0, evidence: value, probability: nil, proven: false)],
        capturedAt: moment)
    }
    return recorder
  }

  let model = Fingerprint("model")
  let pack = Fingerprint("pack")

  @Test func `a quantile is the share of recorded frames with less evidence`() throws {
    let background = try recorded((0..<1000).map { Double($0) / 1000 }.shuffled()).freeze(model: model, pack: pack)
    for value in [0.1, 0.25, 0.5, 0.9, 0.99, 0.998] {
      #expect(abs(try #require(background.quantile(value, of: melanoma)) - value) < 0.002)
    }
    #expect(background.quantile(-1, of: melanoma) == 0 && background.quantile(2, of: melanoma) == 1)
    #expect(background.frames == 1000 && background.fits(model: model, pack: pack))
    #expect(!background.fits(model: pack, pack: pack))
    #expect(background.quantile(0, of: try #require(ConditionIdentifier("psoriasis"))) == nil)
  }

  @Test func `the top of a long recording is exact and the whole is small`() throws {
    let values = (0..<20_000).map { Double($0) / 20_000 }
    let background = try recorded(values).freeze(model: model, pack: pack)
    #expect(abs(try #require(background.quantile(0.9995, of: melanoma)) - 0.9995) < 1e-4)
    #expect(abs(try #require(background.quantile(0.5, of: melanoma)) - 0.5) < 0.01)
    #expect(try JSONEncoder().encode(background).count < 40_000)
  }

  @Test func `equal values do not divide by zero`() throws {
    let background = try recorded(Array(repeating: 0.25, count: 300)).freeze(model: model, pack: pack)
    #expect(background.quantile(0.25, of: melanoma) == 0 && background.quantile(0.26, of: melanoma) == 1)
  }

  @Test func `rises with evidence, everywhere`() throws {
    let background = try recorded((0..<3000).map { _ in Double.random(in: -0.3...0.3) }).freeze(model: model, pack: pack)
    let quantiles = stride(from: -0.4, through: 0.4, by: 0.0005).map { background.quantile($0, of: melanoma) ?? -1 }
    #expect(zip(quantiles, quantiles.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(quantiles.allSatisfy { (0...1).contains($0) })
  }

  @Test func `survives being stored`() throws {
    let background = try recorded((0..<500).map { sin(Double($0)) }).freeze(model: model, pack: pack)
    #expect(try JSONDecoder().decode(BackgroundQuantiles.self, from: try JSONEncoder().encode(background)) == background)
  }

  @Test func `too short a stretch is refused`() {
    #expect(throws: DetectionError.backgroundTooShort(frames: 199, needed: 200)) {
      try recorded(Array(repeating: 0, count: 199)).freeze(model: model, pack: pack)
    }
    #expect(recorded(Array(repeating: 0, count: 11)).duration == .seconds(1))
  }
}
