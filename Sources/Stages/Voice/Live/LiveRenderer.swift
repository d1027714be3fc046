public import Foundation
public import Vocabulary

/// A voice in a process of its own that stays open, for texts that nobody knew before: opening a voice takes seconds, a sentence a fraction
/// of one.
///
/// One text at a time; a few may wait. A process that is late is killed, and the next text starts another; for one that died meanwhile another is started at once.
/// - Threading: an actor that waits for the process and blocks nothing.
public actor LiveRenderer {
  /// Texts that may wait; more are refused.
  public static let bound = 8
  /// Texts after which the process is replaced: the engine keeps memory for each shape of sentence that it has seen.
  private static let textsOfOne = 40

  private struct Child {
    let process: LineProcess
    let folder: URL
    var texts = 0
  }

  public nonisolated let voice: VoiceChoice
  private let program: URL
  private var child: Child?
  private var isBusy = false
  private var waiting: [CheckedContinuation<Void, Never>] = []
  /// Processes that were late or died.
  public private(set) var faults = 0
  /// Whether a process has spoken already, so that the next text takes no time to open a voice.
  public var isWarm: Bool { child.map { $0.texts > 0 && $0.process.isRunning } ?? false }

  /// - Parameters:
  ///   - voice: by which voice.
  ///   - program: this program, as it lies on the disk.
  public init(_ voice: VoiceChoice, program: URL = LineProcess.ownProgram) {
    self.voice = voice
    self.program = program
  }

  /// Speaks one text.
  ///
  /// - Parameters:
  ///   - text: at most ``SpeechText/limit`` characters.
  ///   - patience: from now, waiting for others included.
  /// - Returns: the sound.
  /// - Throws: ``VoiceError``.
  public func render(_ text: String, within patience: Duration) async throws(VoiceError) -> SpeechClip {
    _ = try SpeechText(text)
    let deadline = ContinuousClock.now + patience
    guard waiting.count < Self.bound else { throw .busy(waiting: Self.bound) }
    await takeTurn()
    defer { giveTurn() }
    if let clip = try await speak(text, until: deadline) { return clip }
    // A process that was open and has died meanwhile says nothing about the next one.
    if let clip = try await speak(text, until: deadline) { return clip }
    throw .renderer(status: -1)
  }

  /// Ends the process; the next text starts another.
  public func close() {
    guard let child else { return }
    self.child = nil
    child.process.close()
    try? FileManager.default.removeItem(at: child.folder)
  }

  private func takeTurn() async {
    guard isBusy else {
      isBusy = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  /// The next one takes over while it is still busy, so that nobody overtakes.
  private func giveTurn() {
    guard !waiting.isEmpty else {
      isBusy = false
      return
    }
    waiting.removeFirst().resume()
  }

  /// - Returns: `nil` where a process that had spoken before turned out to be dead.
  private func speak(_ text: String, until deadline: ContinuousClock.Instant) async throws(VoiceError) -> SpeechClip? {
    let patience = deadline - ContinuousClock.now
    guard patience > .zero else { throw .renderer(status: 137) }
    if let child, child.texts >= Self.textsOfOne || !child.process.isRunning { close() }
    let current: Child
    if let child { current = child } else { current = try start() }
    child = current
    let line = text.split(whereSeparator: { $0.isWhitespace || $0.isNewline }).joined(separator: " ")
    let outcome = await current.process.ask(line, within: patience)
    guard case .answered = outcome, let child else {
      faults += 1
      close()
      if outcome == .died, current.texts > 0 { return nil }
      throw .renderer(status: outcome == .died ? -1 : 137)
    }
    let file = child.folder.appending(path: "\(child.texts).wav")
    self.child?.texts += 1
    guard let data = try? Data(contentsOf: file), let clip = SpeechClip(wave: [UInt8](data)) else {
      faults += 1
      close()
      throw .renderer(status: -1)
    }
    try? FileManager.default.removeItem(at: file)
    return clip
  }

  private func start() throws(VoiceError) -> Child {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mediaskinoscope-live-\(UUID().uuidString)")
    do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
      throw .file(path: folder.path, reason: "the folder cannot be made")
    }
    let arguments = ["say", "--lines", "--json", "--voice", voice.rawValue, "--out", folder.path]
    guard let process = LineProcess(program: program, arguments: arguments, niceness: 5, name: "spoken lines") else {
      throw .renderer(status: -1)
    }
    return Child(process: process, folder: folder)
  }
}
