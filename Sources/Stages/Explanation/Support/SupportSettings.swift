/// The numbers that the checker's soft rules are tuned by, chosen by `bench explain --tune` on the half of the sentences that is not
/// held out: the strictest that still let nine of ten true paraphrases through there.
public struct SupportSettings: Sendable, Hashable {
  /// The least share of a sentence's content words that have a counterpart in the passage, 0…1.
  public var coverage = 0.85
  /// The same where no word of the sentence without a counterpart is one that notes use: another wording is likelier then than another
  /// fact.
  public var plainCoverage = 0.81
  /// The least cosine of the two sentences' vectors, −1…1.
  public var similarity = 0.5
  /// The least sum of both.
  public var sum = 1.5

  /// The least score of the entailment model, 0…1: a logit of 1. Chosen on `Knowledge/entailment/pairs-validation-1.txt` to `-3.txt`, by writers whose
  /// sentences the model was not trained on, before it was seen on `independent-sentences.txt`.
  public var entailment = 0.73

  public init() {}

  /// What the product uses.
  public static let standard = SupportSettings()
}
