/// Why a pack's frames cannot be judged.
public enum FramingError: Error, Sendable, Hashable {
  /// The pack asks for a region strategy that does not exist.
  case unknownStrategy(String, known: [String])
}

extension FramingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownStrategy(let name, let known): "region_strategy \(name): unknown; known are \(known.joined(separator: ", "))"
    }
  }
}
