public import Foundation
public import Vocabulary

/// A user's document and what the user says of it.
public struct ImportRequest: Sendable, Hashable {
  public let file: URL
  /// `nil` = the file's name.
  public var title: String?
  /// What it may be used for, in the user's words.
  public var licence: String
  public var organisation: String?
  public var year: Int?
  public var url: String?
  /// The condition that it is about, if it is about one.
  public var condition: ConditionIdentifier?

  public init(
    file: URL, licence: String, title: String? = nil, organisation: String? = nil, year: Int? = nil, url: String? = nil,
    condition: ConditionIdentifier? = nil
  ) {
    self.file = file
    self.licence = licence
    self.title = title
    self.organisation = organisation
    self.year = year
    self.url = url
    self.condition = condition
  }
}
