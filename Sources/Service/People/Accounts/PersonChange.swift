public import Configuration

/// What is to be otherwise about a person; what is `nil` stays.
public struct PersonChange: Sendable {
  public var display: String?
  /// The inner `nil` takes the role away.
  public var role: Role??
  public var groups: [String]?
  public var isDisabled: Bool?

  /// - Parameters:
  ///   - display: as people call them.
  ///   - role: the inner `nil` takes it away.
  ///   - groups: all that they shall be in.
  ///   - isDisabled: whether they are kept out.
  public init(display: String? = nil, role: Role?? = nil, groups: [String]? = nil, isDisabled: Bool? = nil) {
    self.display = display
    self.role = role
    self.groups = groups
    self.isDisabled = isDisabled
  }
}
