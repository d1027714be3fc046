public import Vocabulary

/// The region strategies that a pack can name.
public enum RegionStrategy: String, Sendable, Hashable, CaseIterable {
  /// Looks for skin, and for spots on it.
  case skin
  /// Judges exposure only and looks at the whole frame.
  case whole

  /// The strategy of a pack's `region_strategy`.
  public init(named name: String) throws(FramingError) {
    guard let strategy = RegionStrategy(rawValue: name) else {
      throw .unknownStrategy(name, known: Self.allCases.map(\.rawValue))
    }
    self = strategy
  }

  /// A framer for one stream.
  public func makeFramer() -> any Framer {
    switch self {
    case .skin: SkinFramer()
    case .whole: WholeFrameFramer()
    }
  }
}
