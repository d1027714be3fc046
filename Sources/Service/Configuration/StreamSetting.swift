public import Vocabulary

/// A source that the server pulls from its start.
public struct StreamSetting: Sendable, Hashable {
  public let id: StreamIdentifier
  /// May carry credentials: never printed.
  public let url: String
  /// `nil` = the first pack.
  public let pack: String?

  public init(id: StreamIdentifier, url: String, pack: String?) {
    self.id = id
    self.url = url
    self.pack = pack
  }
}
