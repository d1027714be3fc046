import Explanation
import Synchronization
import Testing
import Vocabulary

@testable import Pipeline

@Suite(.timeLimit(.minutes(1)))
struct ExplanationDeskTests {
  private let hub = EventHub()
  private let time = ManualTime()

  private static func told(_ alert: AlertRecord) -> Vocabulary.Explanation {
    Vocabulary.Explanation(
      alert: alert.id, stream: alert.stream, condition: alert.condition, level: .clinical, short: "Seen.",
      sentences: [ExplanationSentence(text: "Seen.", citations: ["F1"], part: .seen)], sources: [], codes: [])
  }

  /// Explanations that wait until they are let go.
  private final class Gate: Sendable {
    let (opened, opening) = AsyncStream.makeStream(of: Void.self)
    func wait() async { for await _ in opened { return } }
  }

  private struct Stored: Sendable {
    let alert: AlertIdentifier?
    let at: Moment
  }

  @Test func `explains in the order in which alerts came, dates each, and ends after what is queued`() async {
    let desk = ExplanationDesk(hub: hub, time: time) { Self.told($0) }
    let alerts = (0..<5).map { _ in AlertRecord.explained() }
    for alert in alerts { desk.submit(alert) }
    desk.finish()
    let stored = Mutex<[Stored]>([])
    await desk.run { item in
      guard case .explained(let explanation, let at) = item else {
        Issue.record("not an explanation")
        return
      }
      stored.withLock { $0.append(Stored(alert: explanation.alert, at: at)) }
    }
    let found = stored.withLock { $0 }
    #expect(found.map(\.alert) == alerts.map(\.id))
    #expect(found.allSatisfy { $0.at == time.now() })
    #expect(desk.outcomes == ExplanationDesk.Counts.with(explained: 5))
  }

  @Test func `a refusal is stored and counted as such`() async {
    let desk = ExplanationDesk(hub: hub, time: time) { .refused(.noStore, condition: $0.condition, alert: $0) }
    desk.submit(.explained())
    desk.finish()
    let refusals = Mutex<[String?]>([])
    await desk.run { item in
      if case .explained(let explanation, _) = item { refusals.withLock { $0.append(explanation.refused) } }
    }
    #expect(refusals.withLock { $0 } == [ExplanationRefusal.noStore.sentence])
    #expect(desk.outcomes == ExplanationDesk.Counts.with(refused: 1))
  }

  @Test func `what finds the queue full is told to every screen, and the others are explained all the same`() async {
    let gate = Gate()
    let desk = ExplanationDesk(hub: hub, time: time) { alert in
      await gate.wait()
      return Self.told(alert)
    }
    var events = hub.subscribe().makeAsyncIterator()
    // Nobody explains yet, so that exactly the bound fits.
    let alerts = (0..<(ExplanationDesk.bound + 2)).map { _ in AlertRecord.explained() }
    for alert in alerts { desk.submit(alert) }
    for alert in alerts.suffix(2) {
      guard case .explanation(let explanation, let sequence) = await events.next(isolation: nil) else {
        Issue.record("no explanation")
        return
      }
      #expect(explanation.alert == alert.id && explanation.refused == ExplanationRefusal.tooMany.sentence && sequence == nil)
    }
    desk.finish()
    gate.opening.finish()
    await desk.run { _ in }
    #expect(desk.outcomes == ExplanationDesk.Counts.with(explained: UInt64(ExplanationDesk.bound), dropped: 2))
  }

  @Test func `an explanation is shown only once it is in the journal, after its alert`() async {
    let (journal, hub) = (FakeJournal(), hub)
    let explanations = ExplanationDesk(hub: hub, time: time) { Self.told($0) }
    let desk = AlertDesk(journal: journal, hub: hub, explain: { explanations.submit($0) }, retry: { await Task.yield() })
    await journal.failNext(3)
    var events = hub.subscribe().makeAsyncIterator()
    let tasks = [Task { await desk.run() }, Task { await explanations.run { desk.submit($0) } }]
    let alert = AlertRecord.explained()
    desk.submit(.raised(alert, at: time.now()))
    guard case .alert(let shown, let first) = await events.next(isolation: nil),
      case .explanation(let explanation, let second?) = await events.next(isolation: nil)
    else {
      Issue.record("not an alert and its explanation")
      return
    }
    #expect(shown.id == alert.id && explanation.alert == alert.id && first < second)
    #expect(await journal.drafts.map(\.kind) == [.alertRaised, .explained])
    explanations.finish()
    desk.finish()
    for task in tasks { await task.value }
  }
}

extension ExplanationDesk.Counts {
  fileprivate static func with(explained: UInt64 = 0, refused: UInt64 = 0, dropped: UInt64 = 0) -> Self {
    var counts = Self()
    (counts.explained, counts.refused, counts.dropped) = (explained, refused, dropped)
    return counts
  }
}
