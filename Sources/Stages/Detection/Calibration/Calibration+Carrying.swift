public import Vocabulary

extension Calibration {
  /// The same curves for another version of the pack: those of conditions whose wordings, templates and references did not change, for
  /// only there the evidence is the same number. What was reworded has no probability until someone calibrates it.
  ///
  /// - Parameters:
  ///   - fitted: the pack that this calibration fits.
  ///   - candidate: the pack that is to be scored.
  /// - Returns: a calibration that fits `candidate`, perhaps without a curve.
  public func carried(from fitted: Pack, to candidate: Pack) -> Calibration {
    let keepsReferences =
      fitted.templates == candidate.templates && fitted.normalTerms == candidate.normalTerms
      && fitted.outOfDomainTerms == candidate.outOfDomainTerms
    let terms = Dictionary(fitted.conditions.map { ($0.id, $0.terms) }, uniquingKeysWith: { first, _ in first })
    let same = candidate.conditions.filter { keepsReferences && terms[$0.id] == $0.terms }.map(\.id)
    return Calibration(
      model: model, viewRule: viewRule, pack: candidate.id, packVersion: candidate.version,
      curves: curves.filter { same.contains($0.key) }, precisions: precisions)
  }
}
