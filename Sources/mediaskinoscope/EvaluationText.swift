import Pipeline

/// A report for a person: the figures that matter first.
struct EvaluationText {
  private let report: EvaluationReport

  init(_ report: EvaluationReport) { self.report = report }

  var text: String {
    ([head] + conditions + operating + strata + tones + gate + ["Research use only, not for diagnosis."]).joined(separator: "\n")
  }

  private var head: String {
    """
    \(report.n) pictures of \(report.groups) groups, \(report.refused) of them refused by a gate; \(report.model), pack \(report.pack)
    macro-AUC \(number(report.macroAUC)) (\(shown(report.macroAUCInterval)))
    """
  }

  private var conditions: [String] {
    report.conditions.sorted { $0.key < $1.key }.map { id, row in
      let fit = row.calibration.map {
        ", slope \(number($0.slope)) (\(shown($0.slopeInterval))), ECE \(number($0.expectedError))"
      }
      return "  \(id): n \(row.n), AUC \(number(row.auc)) (\(shown(row.interval)))\(row.proven ? fit ?? "" : ", unproven")"
    }
  }

  private var operating: [String] {
    let rows = report.conditions.sorted { $0.key < $1.key }.compactMap { id, row -> String? in
      guard let point = row.atThreshold else { return nil }
      let worth = point.atPrevalence.map { "PPV \(number($0.ppv)) at \($0.prevalence)" }.joined(separator: ", ")
      return
        "  \(id): at \(number(point.enter)) finds \(share(point.sensitivity)), leaves alone \(share(point.specificity)); \(worth)"
    }
    return rows.isEmpty ? [] : ["at the pack's thresholds, single pictures:"] + rows
  }

  private var strata: [String] {
    report.strataBy.sorted { $0.key < $1.key }.flatMap { column, values in
      ["\(column):"]
        + values.sorted { $0.key < $1.key }.map { value, row in
          "  \(value): n \(row.n), \(row.evidence.rawValue), mean AUC \(row.evidence == .measured ? number(row.macroAUC) : "not stated")"
        }
    }
  }

  private var tones: [String] {
    report.toneAgreement.sorted { $0.key < $1.key }.map {
      "measured skin tone against \($0): rank correlation \(number($1.spearman)), n \($1.n)"
    }
  }

  private var gate: [String] {
    ["refused by set:"] + report.gate.sorted { $0.key < $1.key }.map { "  \($0.key): \(share($0.value))" }
  }

  private func number(_ value: Double?) -> String { value?.formatted3 ?? "none" }

  private func shown(_ interval: [Double]?) -> String {
    interval.map { "\($0[0].formatted3) to \($0[1].formatted3)" } ?? "no interval"
  }

  private func share(_ share: ReportedShare) -> String { "\(share.count) of \(share.n) (\(shown(share.interval)))" }
}
