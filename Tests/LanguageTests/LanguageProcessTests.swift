import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Language

/// The process of the local model, played by shell scripts: what is tested is how it is started, bounded and replaced.
@Suite(.timeLimit(.minutes(5)))
struct LanguageProcessTests {
  /// As the program does: a process that has gone is an error of writing, not the end of this one.
  init() { signal(SIGPIPE, SIG_IGN) }

  private static let task = LanguageTask(instruction: "Reword.", text: "Moles are common.", patience: .seconds(60))
  private static let answers = """
    answer() { echo '{"text":"Common are moles.","tokens":3,"ending":"finished","loadingMilliseconds":1}'; }

    """

  private struct Place {
    let folder: TemporaryFolder
    let time = ManualTime()
    let program: URL

    /// - Parameter script: has `answer`, which answers one line.
    init(_ script: String) throws {
      folder = try TemporaryFolder()
      program = URL(fileURLWithPath: folder.file("program"))
      try Data(("#!/bin/sh\n" + answers + script).utf8).write(to: program)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
    }

    func model(_ grace: LocalLanguageModel.Grace = .init()) -> LocalLanguageModel {
      // Files that are there: scripts read none.
      LocalLanguageModel(
        files: LanguageFiles(library: program, weights: program), releasedAfter: .seconds(60), program: program, time: time,
        grace: grace)
    }
  }

  @Test func `one process answers many texts, and ends when nobody asks`() async throws {
    let place = try Place("while read line; do answer; done\n")
    let model = place.model()
    for _ in 0..<20 { #expect(try await model.answer(Self.task).text == "Common are moles.") }
    #expect(await model.isLoaded)
    place.time.move(by: .seconds(60))
    await model.releaseIfIdle()
    #expect(await !model.isLoaded)
    #expect(try await model.answer(Self.task).tokens == 3)
    #expect(await model.processFaults == 0)
    await model.release()
  }

  @Test func `an assertion of the library ends its process alone, and the next text is answered`() async throws {
    let place = try Place("read line; [ -e \"$0.once\" ] || { touch \"$0.once\"; kill -ABRT $$; }; answer; read line\n")
    let model = place.model()
    await #expect(throws: LanguageFault.local(LanguageFault.processDied)) { try await model.answer(Self.task) }
    #expect(await model.state() == LanguageState(.failing, detail: LanguageFault.processDied))
    #expect(await model.processFaults == 1)
    #expect(try await model.answer(Self.task).text == "Common are moles.")
    #expect(await model.state().state == .ready)
    await model.release()
  }

  @Test func `one that hangs is killed, and its late answer is nobody's`() async throws {
    let place = try Place("read line; [ -e \"$0.once\" ] || { touch \"$0.once\"; exec sleep 600; }; answer; read line\n")
    let model = place.model(.init(loading: .zero, answer: .milliseconds(10)))
    let hasty = LanguageTask(instruction: "x", text: "y", patience: .milliseconds(200))
    var faults: [LanguageFault] = []
    // A shell that starts slowly on a busy machine is late too, and is replaced as well.
    while !FileManager.default.fileExists(atPath: place.program.path + ".once") {
      do throws(LanguageFault) { _ = try await model.answer(hasty) } catch { faults.append(error) }
    }
    let counted = await model.processFaults
    #expect(faults.contains(.timedOut) && faults.count == counted)
    #expect(await model.state().state == .failing)
    #expect(try await model.answer(Self.task).text == "Common are moles.")
    await model.release()
  }

  @Test func `what is no answer ends the process, and is no text`() async throws {
    let place = try Place("read line; echo 'GGML_ASSERT(x) failed'; read line\n")
    let model = place.model()
    await #expect(throws: LanguageFault.local(LanguageFault.processDied)) { try await model.answer(Self.task) }
    #expect(await !model.isLoaded)
  }

  @Test func `a program that is not there is said so`() async throws {
    let place = try Place("exit 3\n")
    try FileManager.default.removeItem(at: place.program)
    await #expect(throws: LanguageFault.self) { try await place.model().answer(Self.task) }
  }

  @Test func `a worker refuses lines that are no question, and says why it has no library`() throws {
    let nowhere = URL(fileURLWithPath: "/nowhere")
    var worker = LanguageWorker(library: nowhere, weights: nowhere)
    func fault(_ line: String) throws -> String? {
      try JSONDecoder().decode(WorkerAnswer.self, from: Data(worker.answer(line).utf8)).fault
    }
    #expect(try fault("{}") == "the line is no question")
    let line = String(decoding: try JSONEncoder().encode(WorkerQuestion(Self.task)), as: UTF8.self)
    #expect(try fault(line)?.contains("cannot be opened") == true)
  }
}
