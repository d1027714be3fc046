import Vocabulary

/// What an encoder and a pack say of one picture: a line of the results file.
struct PictureScore: Codable, Sendable, Hashable {
  struct Score: Codable, Sendable, Hashable {
    let evidence: Double
    /// `nil` where no calibration stands behind it.
    let probability: Double?
  }

  /// SHA-256 of the file.
  let picture: String
  /// Of all that scores depend on: encoder, pack, calibration, and how this line is made.
  let fingerprint: String
  /// What a gate said, by name; empty if nothing refused it.
  let refusals: [String]
  /// By condition; what the encoder does not know is missing.
  let scores: [String: Score]
  /// The typology angle of the skin beside the lesion; `nil` where too little is seen.
  let toneDegrees: Double?

  enum CodingKeys: String, CodingKey {
    case picture, fingerprint, refusals, scores
    case toneDegrees = "tone_degrees"
  }
}
