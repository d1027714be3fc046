/// A stream's recorded ordinary frames with what they say of thresholds; one JSON object with the members of
/// ``BackgroundState`` and `rates`.
public struct BackgroundReport: Sendable, Hashable, Encodable {
  public let state: BackgroundState
  /// By condition, `enter` rising; empty where nothing is frozen.
  public let rates: [ConditionIdentifier: [BackgroundRate]]

  public init(state: BackgroundState, rates: [ConditionIdentifier: [BackgroundRate]] = [:]) {
    self.state = state
    self.rates = rates
  }

  private enum CodingKeys: String, CodingKey { case rates }

  public func encode(to encoder: any Encoder) throws {
    try state.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Dictionary(uniqueKeysWithValues: rates.map { ($0.key.text, $0.value) }), forKey: .rates)
  }
}
