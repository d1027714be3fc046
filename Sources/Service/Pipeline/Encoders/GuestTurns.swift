import Vocabulary

/// Decides when other programs' pictures may use the encoder beside live streams: at once while none is live, else for at most a
/// share of its time.
///
/// A value that reads no clock.
struct GuestTurns: Sendable, Hashable {
  /// Of the encoder's time, while streams are live.
  let share: Double
  /// A stream that sent a frame within this counts as live.
  private static let memory = Duration.milliseconds(500)

  private var lastLive: Moment?
  private var next: Moment?

  init(share: Double = 0.2) { self.share = share }

  mutating func noteLive(at now: Moment) { lastLive = now }

  /// A guest's picture has left the encoder.
  mutating func noteGuest(took: Duration, at now: Moment) { next = now.advanced(by: took * (1 / share - 1)) }

  /// How long a guest must wait; `nil` if it may start.
  func wait(at now: Moment) -> Duration? {
    guard let lastLive, now.since(lastLive) < Self.memory, let next, next > now else { return nil }
    return next.since(now)
  }
}
