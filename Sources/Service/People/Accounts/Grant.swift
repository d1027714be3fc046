public import Configuration
public import Vocabulary

/// A role, and on which streams it is held.
public struct Grant: Sendable, Hashable, Codable {
  public let role: Role
  /// `nil` = all streams.
  public let streams: Set<StreamIdentifier>?

  /// - Parameters:
  ///   - role: what may be done.
  ///   - streams: where; `nil` for everywhere.
  public init(role: Role, streams: Set<StreamIdentifier>?) {
    self.role = role
    self.streams = streams
  }
}
