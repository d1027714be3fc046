/// A published work that a reader can look up to check a statement.
public struct KnowledgeSource: Sendable, Hashable, Codable {
  public let title: String
  /// Who published it.
  public let organisation: String
  /// When; `nil` where a document that a user brought does not say.
  public let year: Int?
  public let url: String?

  public init(title: String, organisation: String, year: Int?, url: String? = nil) {
    self.title = title
    self.organisation = organisation
    self.year = year
    self.url = url
  }
}
