public import Vocabulary

/// Learns a head from examples: for each condition a penalised logistic regression against the rest on frozen vectors, its penalty chosen
/// by grouped cross-validation, then Platt's curve on scores of examples that were held out.
///
/// Figures come from nested cross-validation: in each of the outer parts the penalty is chosen anew without what is held out.
/// - Threading: a value; it computes for seconds or minutes on the caller's thread.
/// - Source: Stone, "Cross-validatory choice and assessment of statistical predictions", JRSS B 36, 1974 (nesting); Platt 1999 (curve).
public struct HeadFitter: Sendable {
  /// What came of it.
  public struct Outcome: Sendable, Hashable {
    public let conditions: [HeadCondition]
    public let figures: HeadFigures
    /// Length of the vectors.
    public let dimension: Int
  }

  static let method =
    "one condition against the rest by logistic regression on frozen vectors, each number scaled to mean 0 and deviation 1; C from "
    + "1e-5 to 1 by grouped 3-fold cross-validation inside each of 5 grouped outer folds; an example scores as its highest view; "
    + "probabilities by a Platt curve that was fitted on the other folds; intervals by bootstrap over groups, 95 %"

  public var needs = TuningNeeds()
  /// Resamples of a bootstrap.
  public var draws = 1000
  /// The pack's enter thresholds on the probability scale.
  public var thresholds: [ConditionIdentifier: Double] = [:]
  private static let outerFolds = 5
  private static let innerFolds = 3

  /// A fitter with the usual needs.
  public init() {}

  /// Learns every condition that there are enough examples of.
  ///
  /// - Parameters:
  ///   - conditions: what to learn, where there is enough.
  ///   - examples: with their vectors.
  ///   - progress: told how many steps are done, and of how many; a step is an outer part or a final fit.
  /// - Returns: the head's parts and what is known of them.
  /// - Throws: ``TuningError/tooFew(sentences:)`` where no condition has enough; ``TuningError/dimension(expected:actual:)``;
  ///   ``TuningError/notFinite(example:)``.
  public func fit(
    _ conditions: [ConditionIdentifier], on examples: [TuningExample], progress: @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws(TuningError) -> Outcome {
    let dimension = try Self.check(examples)
    let supplies = conditions.map { needs.supply(of: $0, in: examples) }
    let enough = supplies.filter(\.isEnough)
    let leftOut = supplies.compactMap(\.missing)
    guard !enough.isEmpty else {
      throw .tooFew(sentences: leftOut.isEmpty ? ["no example shows a condition of the pack"] : leftOut)
    }
    let folds = GroupedFolds(
      groups: examples.map(\.group), classes: examples.map(\.foremost), count: Self.outerFolds)
    let steps = Self.outerFolds + enough.count
    let logits = try heldOutLogits(enough.map(\.condition), examples, folds) { progress($0, steps) }
    let scores = zip(enough, logits).map { supply, logits in
      HeldOutScores(
        condition: supply.condition, logits: logits, positives: examples.map { $0.shows(supply.condition) }, folds: folds)
    }
    let maker = FigureMaker(examples, thresholds: thresholds, draws: draws)
    let figures = zip(enough, scores).map { maker.figures(of: $1, supply: $0) }
    let macro = maker.macro(scores)
    let parts = try finalFits(scores, figures, examples) { progress(Self.outerFolds + $0, steps) }
    return Outcome(
      conditions: parts,
      figures: HeadFigures(
        examples: examples.count, groups: Set(examples.map(\.group)).count, macroBefore: macro.before, macroAfter: macro.after,
        macroGain: macro.gain, conditions: figures, leftOut: leftOut, method: Self.method), dimension: dimension)
  }

  /// - Returns: the vectors' length.
  private static func check(_ examples: [TuningExample]) throws(TuningError) -> Int {
    guard let first = examples.first?.vectors.first?.count else { throw .tooFew(sentences: ["there is no example at all"]) }
    for example in examples {
      guard !example.vectors.isEmpty else { throw .dimension(expected: first, actual: 0) }
      for vector in example.vectors {
        guard vector.count == first else { throw .dimension(expected: first, actual: vector.count) }
        guard vector.allSatisfy(\.isFinite) else { throw .notFinite(example: example.name) }
      }
    }
    return first
  }

  /// For each condition a logit of every example by a model that has not seen its group.
  private func heldOutLogits(
    _ conditions: [ConditionIdentifier], _ examples: [TuningExample], _ folds: GroupedFolds, progress: (Int) -> Void
  ) throws(TuningError) -> [[Double]] {
    var logits = [[Double]](repeating: [Double](repeating: 0, count: examples.count), count: conditions.count)
    for fold in 0..<folds.count {
      let split = folds.split(fold)
      let learned = split.learned.map { examples[$0] }
      let (set, search) = (TrainingSet(learned), PenaltySearch(learned, folds: Self.innerFolds))
      for (row, condition) in conditions.enumerated() {
        let strength = try search.choose(condition)
        let scaled = try set.fit(
          condition, inversePenalty: strength, tolerance: PenaltySearch.looseTolerance(strength, set))
        let model = set.scaling.folded(scaled)
        for index in split.heldOut { logits[row][index] = Self.score(model, examples[index]) }
      }
      progress(fold + 1)
    }
    return logits
  }

  static func score(_ model: LogisticModel, _ example: TuningExample) -> Double {
    example.vectors.map(model.logit).max() ?? 0
  }

  private func finalFits(
    _ scores: [HeldOutScores], _ figures: [ConditionFigures], _ examples: [TuningExample], progress: (Int) -> Void
  ) throws(TuningError) -> [HeadCondition] {
    let (set, search) = (TrainingSet(examples), PenaltySearch(examples, folds: Self.outerFolds))
    var parts: [HeadCondition] = []
    for (score, figure) in zip(scores, figures) {
      let strength = try search.choose(score.condition)
      let scaled = try set.fit(score.condition, inversePenalty: strength, tolerance: 1e-10)
      parts.append(
        HeadCondition(
          condition: score.condition, model: set.scaling.folded(scaled), inversePenalty: strength, curve: score.curve,
          proven: figure.proven))
      progress(parts.count)
    }
    return parts
  }
}
