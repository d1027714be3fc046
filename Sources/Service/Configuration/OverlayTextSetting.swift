public import Vocabulary

/// A text file that a broadcasting program shows: what holds now, in one line.
public struct OverlayTextSetting: Sendable, Hashable {
  /// How much it says.
  public enum Words: String, Sendable, Hashable, CaseIterable {
    /// That something was noticed, and no more.
    case safe
    /// What it resembles.
    case condition
  }

  /// The file; it is replaced whole whenever the line changes.
  public var file: String
  /// How much it says.
  public var words = Words.safe
  /// Only alerts of this stream; `nil` = of all.
  public var stream: StreamIdentifier?

  /// - Parameter file: an absolute path.
  public init(file: String) { self.file = file }
}
