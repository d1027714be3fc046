import Espeak
import Foundation
import Vocabulary
import Voice

/// What the voice's tests share: the process has one espeak-ng only.
enum TestVoice {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let fixtures = root.appending(path: "Tests/Fixtures/voice")
  static let folder = root.appending(path: ".deps/voice")

  private static let opened = Result { try EspeakEngine(voice: "en-us") }

  static func engine() throws -> EspeakEngine { try opened.get() }
}

extension StreamIdentifier {
  /// A name that a test wrote.
  static func named(_ text: String) -> StreamIdentifier {
    guard let made = StreamIdentifier(text) else { preconditionFailure("no stream's name: \(text)") }
    return made
  }
}

extension ConditionIdentifier {
  /// A name that a test wrote.
  static func named(_ text: String) -> ConditionIdentifier {
    guard let made = ConditionIdentifier(text) else { preconditionFailure("no condition's name: \(text)") }
    return made
  }
}
