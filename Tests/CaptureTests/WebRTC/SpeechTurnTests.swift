import Synchronization
import Testing

@testable import Capture

@Suite(.timeLimit(.minutes(1)))
struct SpeechTurnTests {
  /// Speaks as a session does, in an order that tests choose.
  private actor Mouth {
    private var turn = SpeechTurn()
    private(set) var said: [String] = []

    func begin(_ words: String, until end: @escaping @Sendable () async -> Void = {}) {
      turn.begin {
        await self.note(words)
        await end()
        await self.note(Task.isCancelled ? "cut off" : "done")
      }
    }

    func hush() { turn.hush() }
    private func note(_ words: String) { said.append(words) }
  }

  private func wait(_ mouth: Mouth, for words: [String]) async { while await mouth.said != words { await Task.yield() } }

  @Test func `what was cut off before it came here is not begun`() async {
    let mouth = Mouth()
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    let late = Task {
      // It is on its way until the mute has come.
      for await _ in gate { break }
      await mouth.begin("late")
    }
    late.cancel()
    await mouth.hush()
    opener.finish()
    await late.value
    await mouth.begin("next")
    await wait(mouth, for: ["next", "done"])
  }

  @Test func `what is under way is cut off, and the next is said after it`() async {
    let mouth = Mouth()
    await mouth.begin("first") { while !Task.isCancelled { await Task.yield() } }
    await wait(mouth, for: ["first"])
    await mouth.hush()
    await mouth.begin("second")
    await wait(mouth, for: ["first", "cut off", "second", "done"])
  }
}
