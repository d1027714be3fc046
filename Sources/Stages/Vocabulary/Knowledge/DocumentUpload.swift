/// A document that somebody sends, and what they say of it.
public struct DocumentUpload: Sendable {
  /// The file's name; its ending says what it is.
  public let name: String
  public let bytes: [UInt8]
  /// `nil` = the file's name.
  public var title: String?
  /// What it may be used for.
  public let licence: String
  public var organisation: String?
  public var year: Int?
  public var url: String?
  /// The condition that it is about, if it is about one.
  public var condition: ConditionIdentifier?

  /// - Parameters:
  ///   - name: the file's name.
  ///   - bytes: its content.
  ///   - licence: what it may be used for.
  public init(name: String, bytes: [UInt8], licence: String) {
    self.name = name
    self.bytes = bytes
    self.licence = licence
  }
}
