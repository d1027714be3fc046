import Testing
import Vocabulary

@Suite struct `Entries for a reader` {
  private func entry(_ kind: JournalEntryKind, _ sequence: Int64, _ data: JSONValue) -> JournalEntry {
    JournalEntry(
      sequence: sequence, kind: kind, at: "2026-01-01T00:00:00.000Z", session: nil, alert: nil, data: data, previousHash: "",
      hash: "h\(sequence)")
  }

  private var entries: [JournalEntry] {
    [
      entry(.alertRaised, 1, ["condition": "melanoma"]),
      entry(.verdict, 2, ["reader": "ada", "opinion": "none", "comment": "a mole"]),
    ]
  }

  @Test func `what another reader said is withheld from who has not answered, and its place in the chain is not`() {
    let shown = entries.blinded(for: "bea")
    #expect(shown[0] == entries[0])
    #expect(shown[1].data == ["withheld": true] && shown[1].hash == "h2" && shown[1].kind == .verdict)
  }

  @Test func `who has answered sees what others said`() {
    let both = entries + [entry(.verdict, 3, ["reader": "bea", "opinion": "melanoma"])]
    #expect(both.blinded(for: "bea") == both && entries.blinded(for: "ada") == entries)
    #expect(both.blinded(for: "cem")[2].data == ["withheld": true])
  }
}
