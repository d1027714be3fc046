/// One thing to be looked at again, with the statement that it concerns.
public struct KnowledgeReviewItem: Sendable, Hashable, Codable {
  /// The statement as it is now; `nil` where none is like the one that was corrected or signed.
  public let passage: KnowledgePassage?
  public let review: KnowledgeReview

  /// - Parameters:
  ///   - passage: the statement as it is now.
  ///   - review: why it is to be looked at again.
  public init(passage: KnowledgePassage?, review: KnowledgeReview) {
    self.passage = passage
    self.review = review
  }
}
