import Framing
import Vocabulary

/// A labelled picture with its scores.
struct EvaluationRow: Sendable {
  let item: EvaluationItem
  let score: PictureScore

  /// The scale that reports speak of: probability where there is one.
  func value(of condition: ConditionIdentifier) -> Double? {
    score.scores[condition.text].map { $0.probability ?? $0.evidence }
  }

  var isRefused: Bool { !score.refusals.isEmpty }

  var tone: SkinToneClass? { score.toneDegrees.map(SkinToneClass.init(degrees:)) }
}
