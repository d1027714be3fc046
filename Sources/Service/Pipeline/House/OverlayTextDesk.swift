import Configuration
import Dispatch
import Foundation
import Vocabulary

/// Keeps the text file for broadcasts true: replaced whole whenever its line changes, and emptied when the server ends.
///
/// - Threading: an actor on a queue of its own, since it waits for the disk.
actor OverlayTextDesk {
  private let file: String
  private var line: OverlayLine
  private var written: String?
  private var hasFailed = false
  private nonisolated let executor = QueueExecutor(name: "overlay.text", quality: .utility)
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  init(setting: OverlayTextSetting, names: [ConditionIdentifier: String]) {
    file = setting.file
    line = OverlayLine(setting: setting, names: names)
  }

  /// Empties the file: a server that has ended notices nothing.
  func finish() { write("") }

  /// Takes in what happens, and writes if the line is another one now.
  func note(_ event: ServerEvent) {
    line.note(event)
    write(line.text)
  }

  private func write(_ text: String) {
    guard text != written else { return }
    // A temporary file beside it and a rename: whoever reads it sees the old line or the new one.
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
      (written, hasFailed) = (text, false)
    } catch {
      if !hasFailed {
        ServerLog.error("overlay text", "the file that overlay_text: names cannot be written; give the server the right")
      }
      hasFailed = true
    }
  }
}
