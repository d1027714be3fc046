/// A key and its value in a mapping.
public struct YAMLEntry: Sendable, Hashable {
  public let key: String
  public let location: YAMLLocation
  public let value: YAMLNode

  public init(key: String, location: YAMLLocation, value: YAMLNode) {
    self.key = key
    self.location = location
    self.value = value
  }
}
