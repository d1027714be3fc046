import Configuration
import Dispatch
import Foundation
import Vocabulary
import Voice

/// Makes clips in processes of their own, and keeps Piper's on the disk.
///
/// Those that were kept come first; what is missing is spoken at once by espeak-ng, which needs a fraction of a second, so that the
/// server is never without a voice for long; Piper's take their place. No library that speaks runs in the server itself: one that hangs
/// is killed, one that dies takes nothing with it, and either is counted.
/// - Threading: an actor on a queue of its own, since it waits for processes.
actor RenderingStudio: ClipStudio {
  /// A voice that hangs or dies is started again so often.
  private static let attempts = 3
  static let fallbackName = "espeak-ng en-us"

  private let engine: VoiceSetting.Engine
  private let folder: URL
  private let cache: ClipCache
  private nonisolated let renderer: ClipRenderer
  private nonisolated let executor = QueueExecutor(name: "voice.clips", quality: .utility)
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  init(engine: VoiceSetting.Engine, folder: URL, cache: ClipCache, renderer: ClipRenderer = ClipRenderer()) {
    self.engine = engine
    self.folder = folder
    self.cache = cache
    self.renderer = renderer
  }

  func fill(_ shelf: ClipShelf, with phrases: [SpokenPhrase], meanwhile: @Sendable (ClipReport) -> Void) -> ClipReport {
    guard engine != .espeak else { return fillByEspeak(shelf, phrases, ClipReport()) }
    let files: PiperVoiceFiles
    do throws(VoiceError) { files = try PiperVoiceFiles(folder: folder) } catch {
      return fillByEspeak(shelf, phrases, ClipReport(detail: "Piper's voice is not used: \(error)"))
    }
    let voice = "piper \(files.name)"
    var missing = phrases.filter { phrase in
      guard let clip = cache.clip(phrase, voice: voice) else { return true }
      shelf.put(clip, for: phrase, by: voice)
      return false
    }
    guard !missing.isEmpty else { return ClipReport(voice: voice) }
    var report = fillByEspeak(shelf, missing, ClipReport())
    meanwhile(report)
    var unkept: [VoiceError] = []
    for _ in 0..<Self.attempts where !missing.isEmpty {
      render(missing, by: .piper, &report) { phrase, clip in
        shelf.put(clip, for: phrase, by: voice)
        missing.removeAll { $0 == phrase }
        // A clip that cannot be kept is rendered again at the next start.
        do throws(VoiceError) { try cache.keep(clip, of: phrase, voice: voice) } catch { unkept.append(error) }
      }
    }
    if let first = unkept.first {
      report.unkept = unkept.count
      ServerLog.error("voice", "\(unkept.count) clips were not kept and are rendered again at each start: \(first)")
    }
    guard missing.isEmpty else { return report }
    report.voice = voice
    report.detail = nil
    return report
  }

  nonisolated func stop() { renderer.stop() }

  private func fillByEspeak(_ shelf: ClipShelf, _ phrases: [SpokenPhrase], _ earlier: ClipReport) -> ClipReport {
    var (report, missing) = (earlier, phrases)
    for _ in 0..<Self.attempts where !missing.isEmpty {
      render(missing, by: .espeak, &report) { phrase, clip in
        shelf.put(clip, for: phrase, by: Self.fallbackName)
        missing.removeAll { $0 == phrase }
      }
    }
    if missing.count < phrases.count { report.voice = Self.fallbackName }
    return report
  }

  private func render(
    _ phrases: [SpokenPhrase], by voice: VoiceChoice, _ report: inout ClipReport, take: (SpokenPhrase, SpeechClip) -> Void
  ) {
    do throws(VoiceError) { try renderer.render(phrases, by: voice, take: take) } catch {
      report.faults += 1
      report.detail = "\(error)"
    }
  }
}
