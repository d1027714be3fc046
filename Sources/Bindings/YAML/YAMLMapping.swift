/// A mapping whose keys have been checked against those that may stand in it.
public struct YAMLMapping: Sendable, Hashable {
  public let entries: [YAMLEntry]
  public let location: YAMLLocation

  /// The value under `key`; `nil` if it is absent or null.
  public subscript(_ key: String) -> YAMLNode? {
    guard let value = entries.first(where: { $0.key == key })?.value, !value.isNull else { return nil }
    return value
  }

  /// The value under `key`.
  /// - Throws: ``YAMLFailure/missingKey(_:key:)`` if it is absent or null.
  public func required(_ key: String) throws(YAMLFailure) -> YAMLNode {
    guard let value = self[key] else { throw .missingKey(entries.first { $0.key == key }?.location ?? location, key: key) }
    return value
  }

  /// Where `key` stands; the mapping's own place if it is absent.
  public func location(of key: String) -> YAMLLocation { entries.first { $0.key == key }?.location ?? location }
}
