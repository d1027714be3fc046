import Capture
import Espeak
import Foundation
import GLib
import Pipeline
import Vocabulary
import Voice

/// `say`: speaks a text into a file or on the speakers.
struct SayCommand: Command {
  let name = "say"
  let summary = "speaks a text into a WAV file or on the speakers"
  let usage = "TEXT [--out FILE.wav] [--voice auto|piper|espeak]"
  let options: [OptionSpecification] = [
    .json, .init("out", .text(placeholder: "FILE"), "the WAV file; without it the speakers"),
    .init("voice", .text(placeholder: "V"), "auto (default: piper where its files are), piper or espeak"),
    .init("lines", .flag, "speaks each line of standard input into 0.wav, 1.wav, … in the folder --out"),
  ]

  private struct Record: Encodable {
    let file: String?
    let voice: String
    let seconds: Double
    let milliseconds: Double
  }

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    let choice = try Self.choice(options)
    do {
      guard !options.has("lines") else { return try await speakLines(choice, options) }
      guard options.arguments.count == 1 else { throw CommandFailure.usage("say: give one text, in quotes") }
      let (speaker, fallback) = try choice.open(folder: Resources.find().voice, engine: EspeakEngine(voice: "en-us"))
      if let fallback { Console.error("mediaskinoscope: speaking with \(speaker.name), because \(fallback)") }
      let (clip, record) = try await Self.speak(options.arguments[0], by: speaker, file: options.text("out"))
      if let file = options.text("out") {
        try Self.write(clip, to: URL(fileURLWithPath: file))
      } else {
        try await SoundOutput.play(clip.pcm, sampleRate: clip.sampleRate)
      }
      if options.has("json") { Console.record(record) } else { Console.line(Self.sentence(record)) }
    } catch let failure as CommandFailure { throw failure } catch { throw .failed("say: \(error)") }
  }

  /// One process renders many, since opening a voice takes longer than speaking.
  private func speakLines(_ choice: VoiceChoice, _ options: ParsedOptions) async throws {
    guard let folder = options.text("out"), options.arguments.isEmpty else {
      throw CommandFailure.usage("say --lines: give --out FOLDER, and the texts on standard input")
    }
    // Every clip has another length, and so have all the blocks that it takes.
    HeapSettings.limitArenas(to: 1)
    HeapSettings.returnBlocks(from: 65_536)
    let (speaker, _) = try choice.open(folder: Resources.find().voice, engine: EspeakEngine(voice: "en-us"))
    var number = 0
    while let line = readLine() {
      let file = URL(fileURLWithPath: folder).appending(path: "\(number).wav")
      let (clip, record) = try await Self.speak(line, by: speaker, file: file.path)
      try Self.write(clip, to: file)
      if options.has("json") { Console.record(record) }
      number += 1
    }
  }

  private static func speak(_ text: String, by speaker: any Speaker, file: String?) async throws -> (SpeechClip, Record) {
    let start = ContinuousClock.now
    let clip = try await speaker.speak(text)
    let took = (ContinuousClock.now - start).milliseconds
    let seconds = clip.duration.milliseconds / 1000
    return (clip, Record(file: file, voice: speaker.name, seconds: seconds.rounded3, milliseconds: took.rounded3))
  }

  private static func choice(_ options: ParsedOptions) throws(CommandFailure) -> VoiceChoice {
    guard let text = options.text("voice") else { return .auto }
    guard let choice = VoiceChoice(rawValue: text) else { throw .usage("--voice \(text): give auto, piper or espeak") }
    return choice
  }

  private static func write(_ clip: SpeechClip, to file: URL) throws(CommandFailure) {
    do { try Data(clip.wave).write(to: file, options: .atomic) } catch {
      throw .failed("--out \(file.path): it cannot be written")
    }
  }

  private static func sentence(_ record: Record) -> String {
    "\(record.seconds.formatted2) s of sound by \(record.voice) in \(record.milliseconds.formatted2) ms"
      + (record.file.map { ": \($0)" } ?? "")
  }
}
