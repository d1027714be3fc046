/// What stood on a command line.
public struct ParsedOptions: Sendable, Hashable {
  public var flags: Set<String> = []
  public var lists: [String: [String]] = [:]
  /// What is left when the options are taken away, in order.
  public var arguments: [String] = []

  public init() {}

  public func has(_ name: String) -> Bool { flags.contains(name) }

  /// The last value given for `name`.
  public func text(_ name: String) -> String? { lists[name]?.last }

  public func list(_ name: String) -> [String] { lists[name] ?? [] }
}
