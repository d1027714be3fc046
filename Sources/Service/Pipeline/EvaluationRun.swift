public import Capture
import Evaluation
public import Vocabulary

/// Scores labelled pictures and says how well the scores tell the conditions apart, with intervals.
public struct EvaluationRun: Sendable {
  /// One picture's scores.
  private struct Row {
    let item: EvaluationItem
    let isRefused: Bool
    let findings: [ConditionIdentifier: Finding]
  }

  private let analysis: PictureAnalysis
  private let model: String

  public init(model: ReadyModel, pack: Pack, time: any TimeSource = SystemTime()) async throws {
    analysis = PictureAnalysis(encoder: model.encoder, specialty: try await model.specialty(pack), time: time)
    self.model = model.encoder.description.model
  }

  /// - Parameters:
  ///   - items: the pictures with their labels.
  ///   - policy: which files may be read.
  ///   - progress: told how many pictures are done.
  public func report(
    on items: [EvaluationItem], policy: SourcePolicy = .standard, progress: @Sendable (Int) -> Void = { _ in }
  ) async throws -> EvaluationReport {
    var rows: [Row] = []
    var unreadable: [String] = []
    for (index, item) in items.enumerated() {
      do throws(PictureFault) {
        let pixels = try await PictureDecoder().decode(file: item.file, policy: policy)
        rows.append(try await row(item, pixels))
      } catch { unreadable.append(item.file) }
      progress(index + 1)
    }
    return summary(rows, unreadable)
  }

  private func row(_ item: EvaluationItem, _ pixels: PixelBuffer) async throws(PictureFault) -> Row {
    do {
      let scored = try await analysis.scoreIgnoringGates(pixels)
      return Row(
        item: item, isRefused: !scored.refusals.isEmpty,
        findings: Dictionary(scored.findings.map { ($0.condition, $0) }, uniquingKeysWith: { first, _ in first }))
    } catch { throw .failed }
  }

  // MARK: Statistics

  private func summary(_ rows: [Row], _ unreadable: [String]) -> EvaluationReport {
    let conditions = analysis.pack.conditions.map(\.id).filter { condition in rows.contains { $0.item.condition == condition } }
    let bootstrap = GroupBootstrap(groups: rows.map(\.item.group))
    let draws = bootstrap.values { weights in Self.macroArea(rows, conditions, weights) }
    return EvaluationReport(
      n: rows.count, refused: rows.count { $0.isRefused }, unreadable: unreadable,
      macroAUC: Self.macroArea(rows, conditions, nil),
      macroAUCInterval: ConfidenceInterval(percentilesOf: draws).map { [$0.low, $0.high] },
      conditions: Dictionary(uniqueKeysWithValues: conditions.map { ($0.text, result($0, rows, bootstrap)) }),
      strata: strata(rows, conditions), model: model, pack: "\(analysis.pack.id) \(analysis.pack.version)")
  }

  private static func score(_ row: Row, _ condition: ConditionIdentifier) -> Double {
    row.findings[condition].map { $0.probability ?? $0.evidence } ?? -.infinity
  }

  private static func area(_ rows: [Row], _ condition: ConditionIdentifier, _ weights: [Int]?) -> Double? {
    AreaUnderCurve.of(
      rows.map { score($0, condition) }, positives: rows.map { $0.item.condition == condition }, weights: weights)
  }

  private static func macroArea(_ rows: [Row], _ conditions: [ConditionIdentifier], _ weights: [Int]?) -> Double? {
    let areas = conditions.compactMap { area(rows, $0, weights) }
    return areas.count == conditions.count && !areas.isEmpty ? areas.reduce(0, +) / Double(areas.count) : nil
  }

  private func result(
    _ condition: ConditionIdentifier, _ rows: [Row], _ bootstrap: GroupBootstrap
  ) -> EvaluationReport.ConditionResult {
    let draws = bootstrap.values { Self.area(rows, condition, $0) }
    let labelled = rows.map {
      LabelledScore(score: Self.score($0, condition), isPositive: $0.item.condition == condition, group: $0.item.group)
    }
    let best = YoudenThreshold(labelled)
    return EvaluationReport.ConditionResult(
      n: labelled.count { $0.isPositive }, auc: Self.area(rows, condition, nil),
      interval: ConfidenceInterval(percentilesOf: draws).map { [$0.low, $0.high] }, threshold: best?.threshold,
      sensitivity: best?.sensitivity, specificity: best?.specificity,
      proven: rows.first?.findings[condition]?.proven ?? false, calibration: calibration(condition, rows, bootstrap))
  }

  private func calibration(
    _ condition: ConditionIdentifier, _ rows: [Row], _ bootstrap: GroupBootstrap
  ) -> EvaluationReport.Calibration? {
    let probabilities = rows.compactMap { $0.findings[condition]?.probability }
    guard probabilities.count == rows.count else { return nil }
    let positives = rows.map { $0.item.condition == condition }
    guard let fit = LogisticCalibration(probabilities: probabilities, positives: positives) else { return nil }
    let fits = { (weights: [Int]) in LogisticCalibration(probabilities: probabilities, positives: positives, weights: weights) }
    let slopes = ConfidenceInterval(percentilesOf: bootstrap.values { fits($0)?.slope })
    let intercepts = ConfidenceInterval(percentilesOf: bootstrap.values { fits($0)?.intercept })
    return EvaluationReport.Calibration(
      slope: fit.slope, slopeInterval: slopes.map { [$0.low, $0.high] }, intercept: fit.intercept,
      interceptInterval: intercepts.map { [$0.low, $0.high] })
  }

  private func strata(_ rows: [Row], _ conditions: [ConditionIdentifier]) -> [String: EvaluationReport.Stratum] {
    let byStratum = Dictionary(grouping: rows.filter { $0.item.stratum != nil }) { $0.item.stratum ?? "" }
    return byStratum.mapValues { rows in
      let present = conditions.filter { condition in rows.contains { $0.item.condition == condition } }
      return EvaluationReport.Stratum(n: rows.count, macroAUC: Self.macroArea(rows, present, nil))
    }
  }
}
