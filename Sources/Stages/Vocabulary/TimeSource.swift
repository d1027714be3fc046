/// Where the time comes from. Decisions take one, so that tests can set it.
public protocol TimeSource: Sendable {
  /// The present on both clocks. Callable from any thread.
  func now() -> Moment
}
