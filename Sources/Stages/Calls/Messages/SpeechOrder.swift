/// What the service asks this server to say, where this server is the assistant's voice.
public struct SpeechOrder: Sendable, Hashable {
  /// The rates that the service asks for, in samples a second.
  public static let rates = [8_000, 16_000, 22_050, 24_000]

  public let text: String
  public let sampleRate: Int

  /// - Parameters:
  ///   - text: what to say.
  ///   - sampleRate: one of ``rates``.
  public init(text: String, sampleRate: Int) {
    self.text = text
    self.sampleRate = sampleRate
  }
}
