import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Language

/// The real library and the real small model, where scripts/setup-language-model was run.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct LocalModelTests {
  static let files = LanguageFiles(
    folder: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: ".deps/language"))
  static let isInstalled = files.areInstalled && program != nil
  /// The model computes in a process of the program itself.
  static let program = BuiltProgram.url("mediaskinoscope")

  private static func model(
    _ files: LanguageFiles = files, releasedAfter patience: Duration = .seconds(60), time: any TimeSource = SystemTime()
  ) throws -> LocalLanguageModel {
    LocalLanguageModel(files: files, releasedAfter: patience, program: try #require(program), time: time)
  }

  private static let patient = LanguageTask(
    instruction: "Answer in one sentence.", text: "What is a mole on the skin?", patience: .seconds(300))

  @Test(.enabled(if: isInstalled, "needs scripts/setup-language-model"))
  func `it is loaded by the first text, answers alike, and is released when idle`() async throws {
    let time = ManualTime()
    let model = try Self.model(time: time)
    #expect(await model.state() == LanguageState(.ready, detail: model.name))
    #expect(await !model.isLoaded)
    let first = try await model.answer(Self.patient)
    #expect(await model.isLoaded)
    #expect(first.tokens > 0)
    time.move(by: .seconds(59))
    await model.releaseIfIdle()
    #expect(await model.isLoaded)
    #expect(try await model.answer(Self.patient).text == first.text)
    time.move(by: .seconds(60))
    await model.releaseIfIdle()
    #expect(await !model.isLoaded)
    #expect(try await model.answer(Self.patient).text == first.text)
  }

  @Test(.enabled(if: isInstalled, "needs scripts/setup-language-model"))
  func `an answer that takes too long is given up, and the next one comes`() async throws {
    let model = try Self.model()
    let hasty = LanguageTask(instruction: "Go on and on.", text: "Tell a long story.", patience: .nanoseconds(1))
    await #expect(throws: LanguageFault.timedOut) { try await model.answer(hasty) }
    #expect(try await model.answer(Self.patient).tokens > 0)
  }

  @Test(.enabled(if: isInstalled, "needs scripts/setup-language-model"))
  func `a text that does not fit, and an answer that is too long, are refused`() async throws {
    let model = try Self.model()
    let book = LanguageTask(instruction: "x", text: String(repeating: "skin ", count: 2_000), patience: .seconds(300))
    await #expect(throws: LanguageFault.local("a text and its answer have more than 768 tokens")) { try await model.answer(book) }
    #expect(await model.state().state == .failing)
    let short = LanguageTask(instruction: "Tell a story.", text: "Go.", tokenLimit: 2, patience: .seconds(300))
    await #expect(throws: LanguageFault.tooLong(limit: 1200)) { try await model.answer(short) }
    #expect(await model.state().state == .ready)
  }

  @Test(.enabled(if: isInstalled, "needs scripts/setup-language-model"))
  func `a file that is no model is refused with the library's words`() async throws {
    let folder = try TemporaryFolder()
    try Data("GGUF nonsense".utf8).write(to: URL(fileURLWithPath: folder.file("bad.gguf")))
    let files = LanguageFiles(folder: Self.files.library.deletingLastPathComponent(), weights: folder.file("bad.gguf"))
    let model = try Self.model(files)
    await #expect(throws: LanguageFault.self) { try await model.answer(Self.patient) }
    #expect(await model.state().state == .failing)
  }

  @Test func `what is not installed is said so, and a library that is none is refused`() async throws {
    let folder = try TemporaryFolder()
    let files = LanguageFiles(folder: URL(fileURLWithPath: folder.path))
    let absent = try Self.model(files)
    #expect(await absent.state().state == .missing)
    try Data("no library".utf8).write(to: files.library)
    try Data("GGUF".utf8).write(to: files.weights)
    let broken = try Self.model(files)
    await #expect(throws: LanguageFault.self) { try await broken.answer(Self.patient) }
  }
}
