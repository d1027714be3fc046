import Pipeline
import Testing
import Vocabulary

@Suite("The hub of events") struct EventHubTests {
  @Test(.timeLimit(.minutes(1))) func `a subscriber that is cancelled while events come stands in nobody's way`() async {
    let hub = EventHub()
    let event = ServerEvent.health(Health(journal: .init(state: .ok), encoder: .init(state: .ok)))
    for _ in 0..<4000 {
      let listener = Task { for await _ in hub.subscribe() {} }
      let publisher = Task.detached { for _ in 0..<20 { hub.publish(event) } }
      let canceller = Task.detached { listener.cancel() }
      await publisher.value
      await canceller.value
      await listener.value
    }
    #expect(hub.droppedCount == 0)
  }
}
