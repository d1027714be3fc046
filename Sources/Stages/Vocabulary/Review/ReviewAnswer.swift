/// An answer as a reader sends it, before the server knows its round.
public struct ReviewAnswer: Sendable, Hashable {
  public let opinion: ReviewOpinion
  public let certainty: ReviewCertainty
  public let comment: String?
  /// How long the case was on the reader's screen, as the page says; `nil` where it did not.
  public let shownMilliseconds: Int?

  /// - Parameters:
  ///   - opinion: what it resembles.
  ///   - certainty: how sure the reader is.
  ///   - comment: up to 1000 characters.
  ///   - shownMilliseconds: how long it was looked at.
  public init(opinion: ReviewOpinion, certainty: ReviewCertainty, comment: String? = nil, shownMilliseconds: Int? = nil) {
    self.opinion = opinion
    self.certainty = certainty
    self.comment = comment
    self.shownMilliseconds = shownMilliseconds
  }
}
