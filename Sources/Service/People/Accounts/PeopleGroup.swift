public import Configuration
public import Vocabulary

/// A role that several people hold, on some streams or on all.
public struct PeopleGroup: Sendable, Hashable, Codable {
  public let name: String
  public let role: Role
  /// `nil` = all streams.
  public let streams: Set<StreamIdentifier>?

  /// - Parameters:
  ///   - name: a ``PersonName``.
  ///   - role: what its members may do.
  ///   - streams: where; `nil` for everywhere.
  public init(name: String, role: Role, streams: Set<StreamIdentifier>?) {
    self.name = name
    self.role = role
    self.streams = streams
  }

  /// What membership gives.
  public var grant: Grant { Grant(role: role, streams: streams) }
}
