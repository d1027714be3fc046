/// Decides whether a frame is usable and where to look, for one stream. A pack names its strategy.
///
/// - Threading: called for one frame at a time, in the order of capture, on the encoder's executor. It may remember earlier
///   frames of its stream (motion), so each stream has its own.
public protocol Framer: AnyObject, Sendable {
  /// At most 5 ms at 640×480 on the machines the project names.
  func decide(_ frame: Frame) -> FramingDecision
}
