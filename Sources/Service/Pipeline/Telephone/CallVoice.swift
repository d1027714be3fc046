import Configuration
import Vocabulary
import Voice

/// Finds or renders the sound of a text that a call wants spoken: finished clips first, then Piper, then espeak-ng. Where none of them has
/// it in time there is an error, never silence.
actor CallVoice {
  /// How much of the time Piper gets before espeak-ng takes over.
  private static let share = 0.7

  private let shelf: ClipShelf
  private let phrases: [String: SpokenPhrase]
  private let main: LiveRenderer?
  private let spare: LiveRenderer
  private var warming: Task<Void, Never>?

  /// - Parameters:
  ///   - shelf: the voice's finished clips.
  ///   - phrases: what they say.
  ///   - main: the better voice; `nil` = espeak-ng alone.
  ///   - spare: the quick one.
  init(shelf: ClipShelf, phrases: [SpokenPhrase], main: LiveRenderer?, spare: LiveRenderer) {
    self.shelf = shelf
    self.phrases = Dictionary(phrases.map { ($0.text, $0) }) { first, _ in first }
    self.main = main
    self.spare = spare
  }

  /// Renderings that were late or died.
  var faults: Int { get async { await spare.faults + (await main?.faults ?? 0) } }

  /// Opens the voice ahead of a call.
  func warm() {
    guard warming == nil, let main else { return }
    warming = Task {
      _ = try? await main.render("Ready.", within: .seconds(60))
      self.warmed()
    }
  }

  private func warmed() { warming = nil }

  /// Ends the processes, when there is no call.
  func close() async {
    warming?.cancel()
    warming = nil
    await main?.close()
    await spare.close()
  }

  /// - Parameters:
  ///   - text: what to say.
  ///   - patience: from now.
  /// - Returns: the sound.
  /// - Throws: `VoiceError`.
  func clip(of text: String, within patience: Duration) async throws(VoiceError) -> SpeechClip {
    if let clip = finished(text) { return clip }
    let start = ContinuousClock.now
    if let main, await main.isWarm {
      if let clip = try? await main.render(text, within: patience * Self.share) { return clip }
    } else {
      warm()
    }
    return try await spare.render(text, within: patience - (ContinuousClock.now - start))
  }

  /// A text that is made of phrases that lie ready.
  private func finished(_ text: String) -> SpeechClip? {
    var (clip, voice, rest): (SpeechClip?, String?, Substring) = (nil, nil, text[...].drop { $0 == " " })
    while !rest.isEmpty {
      guard let (said, phrase) = phrases.first(where: { rest.hasPrefix($0.key) }), let next = shelf[phrase] else { return nil }
      // Clips of two voices do not follow each other, and a tone says nothing on a telephone.
      guard next.voice != AttentionTone.voice, voice == nil || voice == next.voice else { return nil }
      voice = next.voice
      clip = clip?.followed(by: next.clip, after: .milliseconds(350)) ?? next.clip
      rest = rest.dropFirst(said.count).drop { $0 == " " }
    }
    return clip
  }
}
