/// The numbers that retrieval is tuned by. Chosen by `bench retrieval --tune` on the part of the questions that is not held out.
public struct RetrievalSettings: Sendable, Hashable, Codable {
  /// How soon a repeated word stops counting: BM25's k₁.
  public var saturation = 0.2
  /// How much a long passage is discounted, 0…1: BM25's b.
  public var lengthDiscount = 0.1
  /// How many times a word of the title or heading counts.
  public var titleWeight = 6
  /// Weight of a synonym's words beside those of the query; 0 looks for no synonyms.
  public var synonymWeight = 0.3
  /// The constant that is added to ranks before they are inverted: k of reciprocal rank fusion.
  public var fusionConstant = 5.0
  /// Weight of the vectors' ranks beside 1 for those of the words.
  public var vectorWeight = 2.5
  /// How many of each list are fused.
  public var depth = 100

  public init() {}

  /// What the product uses.
  public static let standard = RetrievalSettings()
}
