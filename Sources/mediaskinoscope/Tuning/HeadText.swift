import Tuning
import Vocabulary

/// A head for a person: what it was learned from, and what it does on examples that it had not seen.
struct HeadText {
  private let figures: HeadFigures
  private let head: SignedHead?

  init(_ figures: HeadFigures) {
    self.figures = figures
    head = nil
  }

  init(_ head: SignedHead) {
    figures = head.content.figures
    self.head = head
  }

  var text: String {
    (title + [macro] + figures.conditions.flatMap(condition) + figures.leftOut.map { "left out: \($0)" }
      + ["how: \(figures.method)", "Research use only, not for diagnosis."]).joined(separator: "\n")
  }

  private var title: [String] {
    guard let content = head?.content else { return [] }
    return [
      "head '\(content.name)' version \(content.version), made \(content.madeAt) by \(content.by), from \(content.source.rawValue)",
      "for \(content.base.model) (\(content.base.encoder.text.prefix(12))), pack \(content.base.pack) \(content.base.packVersion)",
      "its probabilities speak of \(content.population)",
    ]
  }

  private var macro: String {
    "\(figures.examples) examples of \(figures.groups) groups; held-out macro-AUC before \(shown(figures.macroBefore)), "
      + "after \(shown(figures.macroAfter)), gain \(shown(figures.macroGain))"
  }

  private func condition(_ row: ConditionFigures) -> [String] {
    var lines = [
      "\(row.condition): \(row.supply.positives) with it of \(row.supply.positiveGroups) groups, \(row.supply.negatives) without; "
        + (row.proven ? "its probabilities are shown" : "unproven: \(row.unprovenBecause ?? "")")
    ]
    lines += [side("before", row.before), side("after ", row.after), "  gain in AUC \(shown(row.gain))"].compactMap { $0 }
    if let changes = row.changes {
      lines.append(
        "  at the pack's threshold: \(changes.found) more found, \(changes.missed) more missed, \(changes.spared) alarms fewer, "
          + "\(changes.alarmed) alarms more")
    }
    for (column, values) in row.strata.sorted(by: { $0.key < $1.key }) {
      for (value, stratum) in values.sorted(by: { $0.key < $1.key }) {
        lines.append(
          "  \(column) \(value): \(stratum.positives) with it of \(stratum.n), AUC "
            + (stratum.auc.map { shown($0) } ?? "not stated: fewer than 10 with or without it"))
      }
    }
    return lines
  }

  private func side(_ name: String, _ side: ConditionFigures.Side?) -> String? {
    guard let side else { return "  \(name): nothing scored it" }
    let point = side.sensitivity.map { found in
      ", finds \(found.count) of \(found.n)" + (side.specificity.map { ", leaves alone \($0.count) of \($0.n)" } ?? "")
    }
    return "  \(name): AUC \(shown(side.auc)), slope \(shown(side.slope))\(point ?? "")"
  }

  private func shown(_ figure: ConditionFigures.Figure?) -> String {
    guard let figure else { return "none" }
    let range = figure.interval.map { "\($0[0].formatted3) to \($0[1].formatted3)" } ?? "no interval"
    return "\(figure.value.formatted3) (\(range))"
  }
}
