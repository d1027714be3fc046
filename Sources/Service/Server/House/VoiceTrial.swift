/// A sentence as the server would say it.
public struct VoiceTrial: Sendable, Hashable, Encodable {
  /// What is said.
  public let text: String
  /// What speaks.
  public let voice: String
  /// Where the sound is: an address of this server.
  public let clip: String

  /// - Parameters:
  ///   - text: what is said.
  ///   - voice: what speaks.
  ///   - clip: an address of this server.
  public init(text: String, voice: String, clip: String) {
    self.text = text
    self.voice = voice
    self.clip = clip
  }
}
