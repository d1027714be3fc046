import Synchronization

/// The clips that are ready, in memory: speaking takes one from here and runs no model.
///
/// - Threading: safe from any thread.
public final class ClipShelf: Sendable {
  private let clips = Mutex<[SpokenPhrase: ShelvedClip]>([:])

  /// An empty shelf.
  public init() {}

  /// - Parameter phrase: what is to be said.
  /// - Returns: its clip; `nil` while it is not rendered.
  public subscript(phrase: SpokenPhrase) -> ShelvedClip? { clips.withLock { $0[phrase] } }

  /// Puts a clip on the shelf, in the place of an earlier one.
  ///
  /// - Parameters:
  ///   - clip: the sound.
  ///   - phrase: what it says.
  ///   - voice: what speaks in it.
  public func put(_ clip: SpeechClip, for phrase: SpokenPhrase, by voice: String) {
    clips.withLock { $0[phrase] = ShelvedClip(clip: clip, voice: voice) }
  }

  /// How many are ready.
  public var count: Int { clips.withLock { $0.count } }
}
