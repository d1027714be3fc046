public import Foundation
internal import Synchronization
public import Vocabulary

/// A model on this machine through llama.cpp, in a process of its own: started by the first text, ended when no text came for a while.
///
/// An assertion of the library, or the kernel's want of memory, ends that process and nothing else; one that hangs is killed. Either is
/// counted, and the next text starts another.
/// - Threading: an actor that waits for the process and blocks nothing; one text at a time.
public actor LocalLanguageModel: LanguageModel {
  /// How long a process may take beyond what a text may.
  struct Grace: Sendable {
    /// For the first text, which reads the weights from a disk.
    var loading = Duration.seconds(60)
    /// Before an answer counts as one that never comes: reading a text is not interrupted.
    var answer = Duration.seconds(5)
  }

  private static let niceness = 10

  public nonisolated let name: String
  private let files: LanguageFiles
  private let program: URL
  private let grace: Grace
  private let time: any TimeSource
  private var process: LineProcess?
  private var hasAnswered = false
  private var isBusy = false
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var idle: IdleRelease
  /// Processes that died or hung.
  public private(set) var processFaults = 0
  // Beside the actor: who asks how it stands must not wait for a sentence.
  private let fault = Mutex<LanguageFault?>(nil)

  /// Starts nothing yet.
  ///
  /// - Parameters:
  ///   - files: library and weights.
  ///   - patience: without a text, after which the process is ended.
  ///   - program: what runs as `language`; this program but in tests.
  ///   - time: measures that.
  public init(
    files: LanguageFiles, releasedAfter patience: Duration = .seconds(60), program: URL = LineProcess.ownProgram,
    time: any TimeSource
  ) {
    self.init(files: files, releasedAfter: patience, program: program, time: time, grace: Grace())
  }

  /// With bounds that a test need not wait for.
  init(files: LanguageFiles, releasedAfter patience: Duration, program: URL, time: any TimeSource, grace: Grace) {
    self.grace = grace
    self.files = files
    self.program = program
    self.time = time
    idle = IdleRelease(after: patience)
    name = "\(files.weights.deletingPathExtension().lastPathComponent), on this machine"
  }

  /// Whether there is a process with the model in its memory.
  public var isLoaded: Bool { process?.isRunning ?? false }

  public func answer(_ task: LanguageTask) async throws(LanguageFault) -> LanguageReply {
    await takeTurn()
    defer { giveTurn() }
    let start = time.now()
    let answer = try await ask(task)
    if let words = answer.fault { throw note(.local(words)) }
    let end = time.now()
    idle.use(at: end)
    fault.withLock { $0 = nil }
    return try LanguageReply(checked: answer, limit: task.byteLimit, duration: end.since(start))
  }

  public nonisolated func state() async -> LanguageState {
    guard files.areInstalled else { return LanguageState(.missing, detail: LanguageFault.notInstalled.description) }
    guard let fault = fault.withLock({ $0 }) else { return LanguageState(.ready, detail: name) }
    return LanguageState(.failing, detail: "\(fault)")
  }

  /// Nothing: what is wrong with a local model shows when it is used.
  public func check() {}

  public func releaseIfIdle() {
    if !isBusy, idle.isDue(at: time.now()) { release() }
  }

  /// Ends the process now, and with it its memory.
  public func release() {
    process?.close()
    process = nil
  }

  private func ask(_ task: LanguageTask) async throws(LanguageFault) -> WorkerAnswer {
    // Strings and numbers always encode.
    let line = (try? JSONEncoder().encode(WorkerQuestion(task))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let (current, isFresh) = try running()
    let outcome = await current.ask(line, within: task.patience + grace.answer + (isFresh ? grace.loading : .zero))
    if case .answered(let text) = outcome, let answer = try? JSONDecoder().decode(WorkerAnswer.self, from: Data(text.utf8)) {
      hasAnswered = true
      return answer
    }
    // Whatever it is at: the next text must not get this one's answer.
    current.close()
    process = nil
    guard !Task.isCancelled else { throw .cancelled }
    processFaults += 1
    throw note(outcome == .late ? .timedOut : .local(LanguageFault.processDied))
  }

  private func note(_ fault: LanguageFault) -> LanguageFault {
    self.fault.withLock { $0 = fault }
    return fault
  }

  private func running() throws(LanguageFault) -> (process: LineProcess, isFresh: Bool) {
    if let process, process.isRunning { return (process, !hasAnswered) }
    process?.close()
    hasAnswered = false
    let arguments = ["language", "--library", files.library.path, "--weights", files.weights.path]
    guard let made = LineProcess(program: program, arguments: arguments, niceness: Self.niceness, name: "language lines") else {
      processFaults += 1
      throw note(.local(LanguageFault.processMissing))
    }
    process = made
    idle.use(at: time.now())
    return (made, true)
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
}

extension LanguageReply {
  fileprivate init(checked answer: WorkerAnswer, limit: Int, duration: Duration) throws(LanguageFault) {
    guard answer.ending != .late else { throw .timedOut }
    guard answer.ending != .limit, answer.text.utf8.count <= limit else { throw .tooLong(limit: limit) }
    guard answer.text.contains(where: { !$0.isWhitespace }) else { throw .empty }
    self.init(
      text: answer.text, tokens: answer.tokens, duration: duration, loading: .seconds(answer.loadingMilliseconds / 1000))
  }
}
