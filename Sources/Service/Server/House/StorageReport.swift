/// What the data folder holds.
public struct StorageReport: Sendable, Hashable, Encodable {
  /// Files that belong together.
  public struct Item: Sendable, Hashable, Encodable {
    /// Stable, kebab-case.
    public let id: String
    /// As a page shows it.
    public let name: String
    /// What is in it, and what is not.
    public let keeps: String
    /// How long it stays, and how it goes.
    public let retention: String
    /// How many there are.
    public let files: Int
    /// How large they are together.
    public let bytes: Int64

    /// - Parameters:
    ///   - id: stable, kebab-case.
    ///   - name: as a page shows it.
    ///   - keeps: what is in it, and what is not.
    ///   - retention: how long it stays, and how it goes.
    ///   - files: how many there are.
    ///   - bytes: how large they are together.
    public init(id: String, name: String, keeps: String, retention: String, files: Int, bytes: Int64) {
      self.id = id
      self.name = name
      self.keeps = keeps
      self.retention = retention
      self.files = files
      self.bytes = bytes
    }
  }

  /// The data folder.
  public let folder: String
  /// Largest first.
  public let items: [Item]
  /// Bytes that the disk has left; `nil` if that is not known.
  public let freeBytes: Int64?

  /// - Parameters:
  ///   - folder: the data folder.
  ///   - items: largest first.
  ///   - freeBytes: bytes that the disk has left.
  public init(folder: String, items: [Item], freeBytes: Int64?) {
    self.folder = folder
    self.items = items
    self.freeBytes = freeBytes
  }

  enum CodingKeys: String, CodingKey {
    case folder, items
    case freeBytes = "free_bytes"
  }
}
