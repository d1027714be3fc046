import Configuration
import Testing
import Vocabulary

@testable import Server

/// What the list's search finds, and what its export holds.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct AlertSearchTests {
  private static func alert(_ edit: (inout AlertRecord) -> Void = { _ in }) -> AlertRecord {
    var alert = AlertRecord.sample()
    edit(&alert)
    return alert
  }

  private static func matches(_ query: [String: String], _ alert: AlertRecord) throws -> Bool {
    try AlertSearch(query, names: [.melanoma: "Melanoma"]).matches(alert)
  }

  @Test(arguments: ["melanoma", "MELANOMA demo", "demo", "warning", "  "]) func `every word must be found, in any case and order`(
    _ words: String
  ) throws {
    let alert = Self.alert()
    #expect(try Self.matches(["search": words], alert))
    #expect(try !Self.matches(["search": words + " xylophone"], alert))
  }

  @Test func `who acknowledged, why it was silenced and who reads it second are found`() throws {
    let alert = Self.alert {
      $0.acknowledged = .init(by: "Dr Okafor", at: "2026-01-01T00:00:00.000Z")
      $0.silenceReason = "Artefact"
      $0.escalated = .init(to: "reviewer", at: "2026-01-01T00:00:00.000Z")
    }
    for words in ["okafor", "artefact", "second reader", "reviewer"] { #expect(try Self.matches(["search": words], alert)) }
    #expect(try Self.matches(["escalated": "true"], alert))
    #expect(try !Self.matches(["escalated": "true"], Self.alert()))
  }

  @Test func `a stretch of time takes its beginning in and leaves its end out`() throws {
    let alert = Self.alert { $0.raisedAt = "2026-03-01T12:00:00.000Z" }
    #expect(try Self.matches(["from": "2026-03-01T12:00:00Z"], alert))
    #expect(try !Self.matches(["from": "2026-03-01T12:00:01Z"], alert))
    #expect(try Self.matches(["to": "2026-03-01T12:00:01Z"], alert))
    #expect(try !Self.matches(["to": "2026-03-01T12:00:00Z"], alert))
  }

  @Test(arguments: [("from", "yesterday"), ("to", "2026"), ("escalated", "yes"), ("search", String(repeating: "x", count: 201))])
  func `a value that is none is refused with its name`(_ key: String, _ value: String) async throws {
    try await RunningServer.with { running async throws in
      for path in ["/api/v1/alerts", "/api/v1/alerts.csv", "/api/v1/alerts.ndjson"] {
        let refused = try await running.request("GET", "\(path)?\(key)=\(value)")
        #expect(refused.status == 422, "\(path)")
        #expect(try refused.json()["pointer"] == .string("/\(key)"))
      }
    }
  }

  @Test func `the list finds what stands on a later page, and the exports hold what the list shows`() async throws {
    try await RunningServer.with { running async throws in
      let wanted = Self.alert { $0.silenceReason = "=cmd, \"Artefact\"" }
      await running.backend.raise(wanted)
      for _ in 0..<30 { await running.backend.raise(Self.alert()) }
      let list = try await running.request("GET", "/api/v1/alerts?search=artefact&limit=5").json()
      #expect(list["items"]?[0]?["id"] == .string(wanted.id.text))
      #expect(list["items"]?[1] == nil && list["next"] == .null)
      let csv = try await running.request("GET", "/api/v1/alerts.csv?search=artefact").text
      let lines = csv.split(separator: "\r\n", omittingEmptySubsequences: true)
      #expect(lines.count == 2)
      #expect(lines[0].hasPrefix("id,stream,session") && lines[0].hasSuffix("research_use_only"))
      #expect(lines[1].contains("\"'=cmd, \"\"Artefact\"\"\""), "no spreadsheet runs it")
      let all = try await running.request("GET", "/api/v1/alerts.ndjson").text.split(separator: "\n")
      #expect(all.count == 31)
      #expect(!csv.contains("vector") && !all[0].contains("vector"))
      let none = try await running.request("GET", "/api/v1/alerts.csv?search=xylophone").text
      #expect(none.split(separator: "\r\n").count == 1, "a heading says that nothing was found")
      #expect(try await running.request("GET", "/api/v1/alerts.ndjson?search=xylophone").body.isEmpty)
    }
  }
}
