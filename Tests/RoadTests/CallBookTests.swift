import Server
import Testing
import Vocabulary

@testable import Pipeline

struct CallBookTests {
  private static let alert = AlertIdentifier()

  private func entry(_ sequence: Int64, _ kind: JournalEntryKind, _ number: Int64, _ data: [String: JSONValue] = [:])
    -> JournalEntry
  {
    JournalEntry(
      sequence: sequence, kind: kind, at: "at \(sequence)", session: nil, alert: nil,
      data: .object(data.merging(["number": .integer(number), "alerts": [.string(Self.alert.text)]]) { $1 }), previousHash: "",
      hash: "")
  }

  private func calls(_ entries: [JournalEntry], current: String? = nil, waiting: Set<String> = []) -> [CallRecord] {
    CallBook(current: current, waiting: waiting).calls(in: entries.reversed())
  }

  @Test func `a call is told with what was said in it, its end and its cost`() throws {
    let told = calls([
      entry(1, .callPlaced, 1, ["call": "c1", "kind": "phone", "by": .null]),
      entry(2, .callSaid, 1, ["text": "Warning."]), entry(3, .callHeard, 1, ["speaker": "user", "text": "Yes."]),
      entry(
        4, .callEnded, 1,
        [
          "call": "c1", "kind": "phone", "reason": "settled", "service_reason": "customer-ended-call", "lasted_ms": 41_000,
          "service_cost_usd": 0.031, "service_seconds": 40.5,
        ]),
    ])
    let call = try #require(told.first)
    #expect(told.count == 1 && call.state == .ended && call.alerts == [Self.alert] && call.by == nil)
    #expect(call.placedAt == "at 1" && call.endedAt == "at 4" && call.reason == "customer-ended-call")
    #expect(call.lastedMilliseconds == 41_000 && call.costDollars == 0.031 && call.serviceSeconds == 40.5)
    #expect(call.lines.map(\.speaker) == ["server", "user"] && call.lines.map(\.text) == ["Warning.", "Yes."])
  }

  @Test func `numbers begin anew with each start: what follows belongs to the newest call that has them`() {
    let told = calls(
      [
        entry(1, .callPlaced, 1, ["call": "old", "kind": "phone"]), entry(2, .callPlaced, 1, ["call": "new", "kind": "web"]),
        entry(3, .callSaid, 1, ["text": "Warning."]),
      ], current: "new")
    #expect(told.map(\.id) == ["new", "old"])
    #expect(told.map(\.state) == [.underWay, .lost], "the server ended before it knew the old one's end")
    #expect(told.map(\.lines.count) == [1, 0])
  }

  @Test func `one that waits for its report, and one that was never taken on`() {
    let told = calls(
      [
        entry(1, .callPlaced, 1, ["call": "c1", "kind": "phone"]),
        entry(2, .callEnded, 2, ["call": .null, "kind": "phone", "reason": "not-placed", "said": 0]),
      ], waiting: ["c1"])
    #expect(told.map(\.state) == [.notPlaced, .reporting])
    #expect(told.first?.reason == "not-placed" && told.first?.placedAt == nil)
  }

  @Test func `the oldest are left out, and words without their call`() {
    let many = (1...60).map { entry(Int64($0), .callPlaced, Int64($0), ["call": .string("c\($0)"), "kind": "phone"]) }
    #expect(calls(many).count == CallBook.limit && calls(many).first?.id == "c60")
    #expect(calls([entry(1, .callSaid, 4, ["text": "Warning."])]).isEmpty)
  }
}
