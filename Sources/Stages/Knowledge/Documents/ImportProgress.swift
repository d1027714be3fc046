/// How far bringing a document in has come: it was read, and is turned into vectors.
public struct ImportProgress: Sendable, Hashable {
  /// Passages that it was cut into.
  public let passages: Int
  /// Passages that have a vector.
  public let embedded: Int
}
