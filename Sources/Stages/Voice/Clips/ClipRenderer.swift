public import Foundation
import Vocabulary

/// Renders clips in a process of its own, so that a voice that hangs, dies or grows takes nothing else with it.
///
/// The process runs this program's command `say --lines` at a low priority, with a bound on its time: `timeout(1)` is the watchdog
/// that ends a stuck one. Each clip is taken as soon as the process says that it is there.
/// - Source: `timeout(1)` and `nice(1)` of GNU coreutils; it ends with 137 when its time was up. The signal is one that cannot be
///   blocked, since a child inherits what its parent's thread blocks.
public struct ClipRenderer: Sendable {
  private static let folder = "/usr/bin/"
  /// A Piper voice is read and compiled in some seconds; on a loaded machine it took 25.
  private static let secondsToStart = 60
  private static let secondsForEach = 10
  /// espeak-ng opens at once and speaks a phrase in milliseconds, and a server without clips waits for it.
  private static let secondsOfEspeak = 45

  private let program: URL
  private let seconds: Int?
  private let running = ChildGuard()

  /// - Parameters:
  ///   - program: this program, as it lies on the disk.
  ///   - seconds: the bound on its time; `nil` = by the number of clips.
  public init(program: URL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath(), seconds: Int? = nil) {
    self.program = program
    self.seconds = seconds
  }

  /// Renders phrases; blocks until the process has ended.
  ///
  /// - Parameters:
  ///   - phrases: what is to be said.
  ///   - voice: by which voice.
  ///   - take: called once with each clip, as soon as it is there.
  /// - Throws: ``VoiceError/renderer(status:)`` if it did not end well; clips that were whole are taken all the same.
  public func render(
    _ phrases: [SpokenPhrase], by voice: VoiceChoice, take: (SpokenPhrase, SpeechClip) -> Void
  ) throws(VoiceError) {
    guard !phrases.isEmpty else { return }
    let folder = FileManager.default.temporaryDirectory.appending(path: "mediaskinoscope-voice-\(UUID().uuidString)")
    do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
      throw .file(path: folder.path, reason: "the folder cannot be made")
    }
    defer { try? FileManager.default.removeItem(at: folder) }
    var rest = Array(phrases.enumerated())
    func takeFirst(_ count: Int) {
      for (index, phrase) in rest.prefix(count) {
        guard let data = try? Data(contentsOf: folder.appending(path: "\(index).wav")), let clip = SpeechClip(wave: [UInt8](data))
        else { continue }
        take(phrase, clip)
      }
      rest.removeFirst(min(count, rest.count))
    }
    let status = try run(phrases.map(\.text), voice, folder) { takeFirst(1) }
    takeFirst(rest.count)
    guard status == 0 else { throw .renderer(status: status) }
  }

  /// Kills the process that renders, from any thread, and lets none start any more: for a server that ends.
  public func stop() { running.stop() }

  /// - Parameter told: called for each line that the process writes: one for each clip.
  private func run(_ texts: [String], _ voice: VoiceChoice, _ folder: URL, told: () -> Void) throws(VoiceError) -> Int32 {
    let (process, input, output) = (Process(), Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: Self.folder + "timeout")
    let isQuick = voice == .espeak
    let bound = seconds ?? (isQuick ? Self.secondsOfEspeak : Self.secondsToStart + Self.secondsForEach * texts.count)
    process.arguments = [
      "--signal=KILL", "\(bound)", Self.folder + "nice", "-n", isQuick ? "0" : "19", program.path, "say", "--lines", "--voice",
      voice.rawValue, "--out", folder.path, "--json",
    ]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do {
      guard try running.start(process) else { throw VoiceError.renderer(status: -1) }
      // Texts are few and short: they fit the pipe, so that this does not wait for the reader.
      try input.fileHandleForWriting.write(contentsOf: Data((texts.joined(separator: "\n") + "\n").utf8))
      try input.fileHandleForWriting.close()
    } catch { if !process.isRunning { throw .renderer(status: -1) } }
    // Until all that it started has closed its output, at the latest when its time is up.
    while let byte = try? output.fileHandleForReading.read(upToCount: 1)?.first {
      if byte == UInt8(ascii: "\n") { told() }
    }
    process.waitUntilExit()
    running.finish()
    return process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
  }
}
