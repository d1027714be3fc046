/// What sentences of an explanation cite: a published work (`S1`), or the alert's own frame (`F1`).
public struct ExplanationSource: Sendable, Hashable, Codable {
  public let id: String
  public let title: String
  public let organisation: String
  /// `nil` for a measurement, and where a work does not say.
  public let year: Int?
  public let url: String?
  /// Where in the knowledge store, or which frame.
  public let locator: String

  /// - Parameters:
  ///   - id: `S` or `F` and a number from 1.
  ///   - title: of the work.
  ///   - organisation: who published it.
  ///   - year: when.
  ///   - url: where it can be read.
  ///   - locator: where in the knowledge store the statements stand that rest on it.
  public init(id: String, title: String, organisation: String, year: Int?, url: String?, locator: String) {
    self.id = id
    self.title = title
    self.organisation = organisation
    self.year = year
    self.url = url
    self.locator = locator
  }

  private enum CodingKeys: String, CodingKey { case id, title, organisation, year, url, locator }

  // Written by hand: an absent year must read `null`, not be missing.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(title, forKey: .title)
    try container.encode(organisation, forKey: .organisation)
    try container.encode(year, forKey: .year)
    try container.encode(url, forKey: .url)
    try container.encode(locator, forKey: .locator)
  }
}
