import Foundation
import Testing
import Vocabulary

@Suite struct `Journal export` {
  private func entry(_ data: JSONValue) -> JournalEntry {
    JournalEntry(
      sequence: 7, kind: .alertAcknowledged, at: "2026-11-24T13:17:12.345Z", session: SessionIdentifier(), alert: nil, data: data,
      previousHash: "00", hash: "ff")
  }

  @Test func `writes one JSON object a line`() throws {
    let line = JournalExport.ndjson.line(entry(["by": "ada\nlovelace"]), includingVectors: false)
    #expect(line.hasSuffix("}\n") && line.dropLast().allSatisfy { $0 != "\n" })
    let value = try JSONValue(parsing: Array(line.utf8))
    #expect(value["research_use_only"] == true && value["data"]?["by"] == "ada\nlovelace" && value["alert"] == .some(.null))
    #expect(try value.record(JournalEntry.self).sequence == 7)
  }

  @Test func `leaves vectors out unless asked`() {
    let data: JSONValue = ["why": [["evidence": 0.5, "vector": [0.25, 0.125]]]]
    for format in JournalExport.allCases {
      #expect(!format.line(entry(data), includingVectors: false).contains("vector"))
      #expect(format.line(entry(data), includingVectors: true).contains("[0.25,0.125]"))
    }
  }

  @Test func `quotes cells as RFC 4180 asks`() throws {
    let line = JournalExport.csv.line(
      entry(["by": "Ada \"the\" Countess, of\r\nLovelace", "probability": 0.5]), includingVectors: false)
    #expect(line.contains(#","Ada ""the"" Countess, of"# + "\r\n" + #"Lovelace","#))
    #expect(line.contains(",0.5,") && line.hasSuffix(",00,ff,true\r\n"))
    #expect(JournalExport.csv.heading.split(separator: ",").count == 14)
    #expect(JournalExport.csv.heading.hasSuffix("research_use_only\r\n"))
  }

  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
  func `disarms what a spreadsheet would run`(text: String) {
    let line = JournalExport.csv.line(entry(["by": .string(text)]), includingVectors: false)
    #expect(line.contains(",'\(text)") || line.contains(",\"'\(text)"))
  }
}
