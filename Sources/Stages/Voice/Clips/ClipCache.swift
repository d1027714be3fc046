public import Foundation

/// Clips on the disk, so that a server that starts again speaks with its good voice at once.
///
/// A clip's name is its voice and its text; a file that is damaged counts as none.
public struct ClipCache: Sendable {
  private let folder: URL

  /// - Parameter folder: made when the first clip is kept.
  public init(folder: URL) { self.folder = folder }

  /// - Parameters:
  ///   - phrase: what it says.
  ///   - voice: the voice's name.
  /// - Returns: the clip; `nil` if there is none that is whole.
  public func clip(_ phrase: SpokenPhrase, voice: String) -> SpeechClip? {
    (try? Data(contentsOf: place(phrase, voice))).flatMap { SpeechClip(wave: [UInt8]($0)) }
  }

  /// Keeps a clip; the file appears under its name when it is whole.
  ///
  /// - Parameters:
  ///   - clip: the sound.
  ///   - phrase: what it says.
  ///   - voice: the voice's name.
  /// - Throws: ``VoiceError/file(path:reason:)``.
  public func keep(_ clip: SpeechClip, of phrase: SpokenPhrase, voice: String) throws(VoiceError) {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(clip.wave).write(to: place(phrase, voice), options: .atomic)
    } catch { throw .file(path: folder.path, reason: "clips cannot be kept there") }
  }

  private func place(_ phrase: SpokenPhrase, _ voice: String) -> URL {
    let name = "\(voice) \(phrase.text)".lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    return folder.appending(path: String(name) + ".wav")
  }
}
