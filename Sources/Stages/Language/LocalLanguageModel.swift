internal import Dispatch
internal import Foundation
internal import Llama
internal import Synchronization
public import Vocabulary

/// A model on this machine through llama.cpp: loaded by the first text, released when no text came for a while.
///
/// - Threading: an actor on a queue of its own, `language`; the library computes on one thread of low priority beside it.
public actor LocalLanguageModel: LanguageModel {
  /// Tokens of instruction, text and answer together; a sentence has some fifty.
  private static let contextTokens = 768
  /// For all answers but the likeliest.
  private static let temperature: Float = 0.3

  public nonisolated let name: String
  private let files: LanguageFiles
  private let time: any TimeSource
  private let executor = QueueExecutor(name: "language", quality: .utility)
  private var library: LlamaLibrary?
  private var model: LlamaModel?
  private var idle: IdleRelease
  // Beside the actor: who asks how it stands must not wait for a sentence.
  private let fault = Mutex<LanguageFault?>(nil)

  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// Loads nothing yet.
  ///
  /// - Parameters:
  ///   - files: library and weights.
  ///   - patience: without a text, after which the model is released.
  ///   - time: measures that.
  public init(files: LanguageFiles, releasedAfter patience: Duration = .seconds(60), time: any TimeSource) {
    self.files = files
    self.time = time
    idle = IdleRelease(after: patience)
    name = "\(files.weights.deletingPathExtension().lastPathComponent), on this machine"
  }

  /// Whether the model is in memory.
  public var isLoaded: Bool { model != nil }

  public func answer(_ task: LanguageTask) async throws(LanguageFault) -> LanguageReply {
    let start = time.now()
    let answer: LlamaAnswer
    let loading: Duration
    let isCancelled = CancellationFlag()
    do throws(LlamaError) {
      let model = try loaded()
      loading = time.now().since(start)
      answer = try await withTaskCancellationHandler {
        Result { () throws(LlamaError) in
          try model.generate(
            instruction: task.instruction, text: task.text, tokenLimit: task.tokenLimit,
            temperature: task.variant == 0 ? 0 : Self.temperature, seed: UInt32(clamping: task.variant), isOneLine: true
          ) { [time] in !isCancelled.value && time.now().since(start) < task.patience }
        }
      } onCancel: {
        isCancelled.set()
      }.get()
    } catch {
      fault.withLock { $0 = .local("\(error)") }
      throw .local("\(error)")
    }
    let end = time.now()
    idle.use(at: end)
    fault.withLock { $0 = nil }
    guard !isCancelled.value else { throw .cancelled }
    return try LanguageReply(checked: answer, limit: task.byteLimit, duration: end.since(start), loading: loading)
  }

  public nonisolated func state() async -> LanguageState {
    guard files.areInstalled else { return LanguageState(.missing, detail: LanguageFault.notInstalled.description) }
    guard let fault = fault.withLock({ $0 }) else { return LanguageState(.ready, detail: name) }
    return LanguageState(.failing, detail: "\(fault)")
  }

  /// Nothing: what is wrong with a local model shows when it is used.
  public func check() {}

  public func releaseIfIdle() {
    if idle.isDue(at: time.now()) { model = nil }
  }

  /// Gives back its memory now.
  public func release() { model = nil }

  private func loaded() throws(LlamaError) -> LlamaModel {
    if let model { return model }
    if library == nil { library = try LlamaLibrary(path: files.library.path) }
    guard let library else { throw .otherVersion }
    let made = try LlamaModel(library, path: files.weights.path, contextTokens: Self.contextTokens)
    model = made
    idle.use(at: time.now())
    return made
  }
}

extension LanguageReply {
  fileprivate init(
    checked answer: LlamaAnswer, limit: Int, duration: Duration, loading: Duration
  ) throws(LanguageFault) {
    guard answer.ending != .stopped else { throw .timedOut }
    guard answer.ending != .limit, answer.text.utf8.count <= limit else { throw .tooLong(limit: limit) }
    guard answer.text.contains(where: { !$0.isWhitespace }) else { throw .empty }
    self.init(text: answer.text, tokens: answer.tokens, duration: duration, loading: loading)
  }
}
