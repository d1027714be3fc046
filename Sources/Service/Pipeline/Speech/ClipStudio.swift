import Voice

/// Makes the clips.
protocol ClipStudio: Sendable {
  /// Brings clips onto the shelf; returns when all that could be made are there.
  ///
  /// - Parameters:
  ///   - phrases: those that may be said.
  ///   - shelf: where they go.
  ///   - meanwhile: told what speaks until the better clips are there, from any thread.
  /// - Returns: what speaks, and what went wrong on the way.
  func fill(
    _ shelf: ClipShelf, with phrases: [SpokenPhrase], meanwhile: @Sendable @escaping (ClipReport) -> Void
  ) async -> ClipReport

  /// Lets a filling end at once, from any thread.
  func stop()
}

/// What speaks, and how its clips came to be.
struct ClipReport: Sendable, Hashable {
  /// `nil` = nothing speaks.
  var voice: String?
  /// Why it is not the voice that was asked for.
  var detail: String?
  /// Renderings that failed.
  var faults = 0
  /// Clips that the disk did not take.
  var unkept = 0

  /// - Parameters:
  ///   - voice: what speaks.
  ///   - detail: why it is not what was asked for.
  ///   - faults: renderings that failed.
  init(voice: String? = nil, detail: String? = nil, faults: Int = 0) {
    self.voice = voice
    self.detail = detail
    self.faults = faults
  }
}
