/// How far bringing a document in has come.
public struct KnowledgeImportRecord: Sendable, Hashable, Codable {
  /// How far it has come, in this order.
  public enum Progress: String, Sendable, Hashable, Codable, CaseIterable {
    case waiting
    /// The file is read and cut.
    case reading
    /// Passages are turned into vectors.
    case embedding
    case done
    /// Nothing was brought in; ``KnowledgeImportRecord/problem`` says why.
    case failed
  }

  /// 32 hexadecimal digits.
  public let id: String
  public let name: String
  public let by: String
  /// When it was sent, RFC 3339.
  public let at: String
  public var state = Progress.waiting
  /// How many passages it was cut into; 0 until it is known.
  public var passages = 0
  /// How many of them have a vector.
  public var embedded = 0
  /// `added`, `replaced` or `unchanged`, once it is done.
  public var outcome: String?
  /// The document that is there now.
  public var document: String?
  /// Why it failed.
  public var problem: String?

  /// - Parameters:
  ///   - id: 32 hexadecimal digits.
  ///   - name: the file's name.
  ///   - by: who sent it.
  ///   - at: when, RFC 3339.
  public init(id: String, name: String, by: String, at: String) {
    self.id = id
    self.name = name
    self.by = by
    self.at = at
  }
}
