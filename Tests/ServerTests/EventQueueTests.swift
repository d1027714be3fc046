import Soup
import Testing
import Vocabulary

@testable import Server

struct EventQueueTests {
  private func assessment(_ stream: String, _ text: String) -> EventMessage {
    EventMessage(kind: .assessment(.sample(stream)), bytes: SharedBytes(text))
  }

  private func alert(_ sequence: Int64) -> EventMessage {
    EventMessage(kind: .journalled(.demo, sequence: sequence), bytes: SharedBytes("a\(sequence)"))
  }

  private func drained(_ queue: inout EventQueue) -> [String] {
    var texts: [String] = []
    while let next = queue.take() { texts.append(String(decoding: next.bytes.bytes, as: UTF8.self)) }
    return texts
  }

  @Test func `the newest assessment of each stream wins, in order of first arrival`() {
    var queue = EventQueue(alertLimit: 4)
    for (stream, text) in [("a", "a1"), ("b", "b1"), ("a", "a2"), ("a", "a3")] {
      let isTaken = queue.put(assessment(stream, text))
      #expect(isTaken)
    }
    #expect(queue.superseded == 2)
    #expect(drained(&queue) == ["a3", "b1"])
  }

  @Test func `alerts go first, in order, and none is replaced`() {
    var queue = EventQueue(alertLimit: 4)
    _ = queue.put(assessment("a", "x"))
    for sequence in 1...3 { _ = queue.put(alert(Int64(sequence))) }
    #expect(drained(&queue) == ["a1", "a2", "a3", "x"])
  }

  @Test func `an alert beyond the bound is refused, not dropped in silence`() {
    var queue = EventQueue(alertLimit: 2)
    let answers = (1...3).map { queue.put(alert($0)) }
    #expect(answers == [true, true, false])
    queue.dropAlerts(through: 1)
    #expect(drained(&queue) == ["a2"])
  }
}
