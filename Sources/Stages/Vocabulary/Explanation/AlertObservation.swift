/// What was measured in the frame that raised an alert: where the evidence lay, its colour, and what else was found.
///
/// Numbers only; no pixel and no vector. It is kept in the alert's record, so that an explanation can be derived again at any time.
public struct AlertObservation: Sendable, Hashable, Codable {
  /// A place where the evidence came from.
  public struct Place: Sendable, Hashable, Codable {
    public let region: Region
    /// Mean colour within it; `nil` where it could not be measured.
    public let colour: MeanColour?
    /// Mean colour of what lies around it.
    public let surroundings: MeanColour?

    /// - Parameters:
    ///   - region: in fractions of the frame.
    ///   - colour: mean colour within.
    ///   - surroundings: mean colour around.
    public init(region: Region, colour: MeanColour?, surroundings: MeanColour?) {
      self.region = region
      self.colour = colour
      self.surroundings = surroundings
    }
  }

  /// A mean colour in sRGB.
  public struct MeanColour: Sendable, Hashable, Codable {
    /// 0…255.
    public let red: Double
    public let green: Double
    public let blue: Double

    /// - Parameters:
    ///   - red: 0…255.
    ///   - green: 0…255.
    ///   - blue: 0…255.
    public init(red: Double, green: Double, blue: Double) {
      self.red = red
      self.green = green
      self.blue = blue
    }
  }

  /// Another condition that the same frame resembles.
  public struct Other: Sendable, Hashable, Codable {
    public let condition: ConditionIdentifier
    public let probability: Double?
    public let presence: Double

    /// - Parameters:
    ///   - condition: the other condition.
    ///   - probability: calibrated; `nil` where no calibration exists.
    ///   - presence: 0…1.
    public init(condition: ConditionIdentifier, probability: Double?, presence: Double) {
      self.condition = condition
      self.probability = probability
      self.presence = presence
    }
  }

  public let similarity: Double
  public let presence: Double
  public let evidence: Double
  /// Strongest first, at most three; empty if no part of the frame stands out.
  public let places: [Place]
  /// Strongest first, at most three.
  public let others: [Other]

  /// - Parameters:
  ///   - similarity: of the alerting condition.
  ///   - presence: of the alerting condition.
  ///   - evidence: of the alerting condition.
  ///   - places: where the evidence came from.
  ///   - others: what else the frame resembles.
  public init(similarity: Double, presence: Double, evidence: Double, places: [Place], others: [Other]) {
    self.similarity = similarity
    self.presence = presence
    self.evidence = evidence
    self.places = places
    self.others = others
  }
}
