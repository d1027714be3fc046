/// Pictures of the user's own disk that the evidence page may show.
public struct EvidenceSetting: Sendable, Hashable {
  /// A folder; names in reports are relative to it.
  public let pictures: String
  /// Under which they may be shown, in words; it stands beside each.
  public let licence: String

  /// - Parameters:
  ///   - pictures: a folder.
  ///   - licence: under which they may be shown.
  public init(pictures: String, licence: String) {
    self.pictures = pictures
    self.licence = licence
  }
}
