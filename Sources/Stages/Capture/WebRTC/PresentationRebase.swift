/// Carries a stream's own times over to a pipeline's running time, so that they go on without a step back whatever the source does.
struct PresentationRebase: Sendable, Hashable {
  // Sources that are late or early by more than this began anew.
  private static let tolerance = Duration.seconds(2)

  private var shift: Duration?
  private var latest: Duration = .zero

  /// The time at which a unit is to be sent.
  /// - Parameters:
  ///   - presentation: by the stream.
  ///   - now: the pipeline's running time.
  mutating func time(of presentation: Duration, now: Duration) -> Duration {
    var moved = presentation + (shift ?? now - presentation)
    if shift == nil || moved < latest || moved > now + Self.tolerance || moved < now - Self.tolerance {
      moved = max(now, latest)
      shift = moved - presentation
    }
    latest = moved
    return moved
  }
}
