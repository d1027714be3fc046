/// What is being said over one call: one thing after the other, each cut off by the next.
///
/// A value within its owner's isolation; the sound itself is a task.
struct SpeechTurn {
  private var saying: Task<Void, Never>?

  /// Begins to speak once what was said before is silent.
  ///
  /// Whoever asks may have been cut off while the request was on its way here. Then ``hush()`` came first and found nothing to cut off:
  /// without this check the whole of it sounded after a mute.
  /// - Parameter speak: speaks, and is silent when its task was cancelled.
  mutating func begin(_ speak: @escaping @Sendable () async -> Void) {
    guard !Task.isCancelled else { return }
    saying?.cancel()
    saying = Task { [saying] in
      // The one that was cut off first: it mutes.
      await saying?.value
      await speak()
    }
  }

  /// Cuts off what is being said.
  func hush() { saying?.cancel() }
}
