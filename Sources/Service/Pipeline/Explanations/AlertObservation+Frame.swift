import Vocabulary

extension AlertObservation {
  private static let mostPlaces = 3
  private static let mostOthers = 3

  /// Measures, in the frame that raised an alert, what its explanation will say.
  ///
  /// - Parameters:
  ///   - condition: that of the alert.
  ///   - findings: of the frame; without the condition's own nothing can be said.
  ///   - pixels: the frame; looked at now and not kept.
  init?(of condition: ConditionIdentifier, findings: [Finding], pixels: PixelBuffer) {
    guard let own = findings.first(where: { $0.condition == condition }) else { return nil }
    let meter = ColourMeter(pixels)
    let places = own.regions.prefix(Self.mostPlaces).map { region in
      let colours = meter.measure(region)
      return Place(region: region, colour: colours.within, surroundings: colours.around)
    }
    // By the number that the list of findings is ordered by.
    let others = findings.filter { $0.condition != condition }
      .sorted { ($0.probability ?? $0.presence) > ($1.probability ?? $1.presence) }
      .prefix(Self.mostOthers)
      .map { Other(condition: $0.condition, probability: $0.probability, presence: $0.presence) }
    self.init(
      similarity: own.similarity, presence: own.presence, evidence: own.evidence, places: Array(places), others: Array(others))
  }
}
