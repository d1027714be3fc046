/// What one message may ask for, checked before any of it is worked on.
public struct InferenceLimits: Sendable, Hashable {
  /// The JSON part, in bytes. Its values take some twenty times as much memory once read.
  public var headerBytes = 4_194_304
  public var tensors = 16
  public var rank = 8
  /// Elements of one tensor.
  public var elements = 16_777_216

  public init() {}
}
