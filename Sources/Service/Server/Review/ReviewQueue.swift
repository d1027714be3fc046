public import Vocabulary

/// What a reader may read now.
public struct ReviewQueue: Sendable, Encodable {
  /// A case that waits.
  public struct Item: Sendable, Encodable {
    public let id: String
    public let round: ReviewRound

    /// - Parameters:
    ///   - id: name of the case.
    ///   - round: which reading it would be.
    public init(id: String, round: ReviewRound) {
      self.id = id
      self.round = round
    }
  }

  public let items: [Item]
  /// Alerts whose session does not allow pictures: nobody can read them here.
  public let alertsWithoutPictures: Int
  /// How quiet time is sampled, in a sentence.
  public let sampling: String
  /// Readings that this reader has stored since midnight UTC.
  public let readToday: Int

  /// - Parameters:
  ///   - items: in their order.
  ///   - alertsWithoutPictures: that cannot be read.
  ///   - sampling: how quiet time is sampled.
  ///   - readToday: by this reader.
  public init(items: [Item], alertsWithoutPictures: Int, sampling: String, readToday: Int) {
    self.items = items
    self.alertsWithoutPictures = alertsWithoutPictures
    self.sampling = sampling
    self.readToday = readToday
  }

  enum CodingKeys: String, CodingKey {
    case items, sampling, next
    case alertsWithoutPictures = "alerts_without_pictures"
    case readToday = "read_today"
    case researchUseOnly = "research_use_only"
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(items, forKey: .items)
    try container.encodeNil(forKey: .next)
    try container.encode(alertsWithoutPictures, forKey: .alertsWithoutPictures)
    try container.encode(sampling, forKey: .sampling)
    try container.encode(readToday, forKey: .readToday)
    try container.encode(true, forKey: .researchUseOnly)
  }
}
