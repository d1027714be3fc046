/// How a model's vectors compare with somebody else's, and why they differ if they do.
public struct GoldenReport: Sendable, Hashable, Codable {
  /// What a difference most likely comes from.
  public enum Cause: String, Sendable, Hashable, Codable {
    case tokenizer, padding, preprocessing
    case otherCheckpoint = "other_checkpoint"
    case otherWidth = "other_width"
  }

  /// Vectors agree from this cosine on: two versions of a library differ by less, two models by far more.
  public static let agreement = 0.999

  public let model: String
  public let texts: Int
  /// The lowest cosine of a text's two vectors, and their mean; `nil` where lengths differ.
  public let lowestTextCosine: Double?
  public let meanTextCosine: Double?
  /// The picture's, by Hugging Face's processor, which made the stored one; `nil` without a picture.
  public let pictureCosine: Double?
  /// `nil` if all agree.
  public let cause: Cause?
  /// What was found, and what to do.
  public let explanation: String

  public var agrees: Bool { cause == nil }

  enum CodingKeys: String, CodingKey {
    case model, texts, cause, explanation
    case lowestTextCosine = "lowest_text_cosine"
    case meanTextCosine = "mean_text_cosine"
    case pictureCosine = "picture_cosine"
  }
}
