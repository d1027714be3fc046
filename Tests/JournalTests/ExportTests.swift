import Foundation
import Journal
import Testing
import Vocabulary

@Suite struct `Export of a journal` {
  let scratch: Scratch
  let time = ManualTime()

  init() throws { scratch = try Scratch() }

  @Test func `holds every entry once, in order, in pages`() async throws {
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    let kept = SessionIdentifier()
    let gone = SessionIdentifier()
    for _ in 0..<5 {
      for session in [kept, gone] {
        _ = try await journal.append([.alertRaised(Samples.alert(session: session), at: time.now())])
      }
    }
    _ = try await journal.purge(gone, reason: "", by: "=ada")
    var pages: [String] = []
    for try await page in journal.export(.ndjson, includingVectors: true, entriesAPage: 3) { pages.append(page) }
    #expect(pages.count == 4)
    let values = try pages.joined().split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
    #expect(values.map { $0["sequence"] } == (1...11).map { .integer($0) })
    #expect(values.allSatisfy { $0["research_use_only"] == true })
    let data = try #require(values[0]["data"]).record(AlertRecord.self)
    #expect(data.why[0].vector == Samples.vector(16, 0) && data.sequence == 1 && data.hash == values[0]["hash"]?.text)
    #expect(values[1]["data"] == ["purged": true])

    var csv = ""
    for try await page in journal.export(.csv, includingVectors: false, after: 9) { csv += page }
    let lines = csv.components(separatedBy: "\r\n")
    #expect(lines.count == 4 && lines[0].hasPrefix("sequence,kind,at"))
    #expect(lines[1].hasPrefix("10,alert-raised") && lines[1].contains(#""{""purged"":true}""#))
    #expect(lines[2].contains(",'=ada,"))
  }

  @Test func `fails where the journal cannot be read`() async throws {
    try Data(repeating: 7, count: 10_000).write(to: URL(filePath: scratch.database))
    try Data(repeating: 7, count: 32).write(to: URL(filePath: scratch.path + "/journal.key"))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: scratch.path + "/journal.key")
    let journal = try await JournalStore.open(folder: scratch.path, time: time)
    await #expect(throws: JournalError.self) {
      for try await _ in journal.export(.ndjson, includingVectors: false) {}
    }
  }
}
