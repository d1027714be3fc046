import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct WorkbenchRouteTests {
  private static let stream = "/api/v1/streams/demo"
  private static let json = ["Content-Type: application/json"]

  @Test(
    arguments: [
      ("sensitivity=0", "/sensitivity"), ("sensitivity=x", "/sensitivity"), ("alerts_an_hour=-1", "/alerts_an_hour"),
      ("probability=1.1", "/probability"), ("prevalence=1", "/prevalence"), ("prevalence=nan", "/prevalence"),
      ("sensitivity=0.9&probability=0.2", "/probability"),
    ])
  func `a point that cannot be is refused, with a pointer`(_ query: String, _ pointer: String) async throws {
    try await RunningServer.with { running async throws in
      let found = try await running.request("GET", "\(Self.stream)/operating-points/melanoma?\(query)")
      #expect(found.status == 422)
      #expect(try found.json()["pointer"] == .string(pointer))
    }
  }

  @Test func `a point names what is wanted, and every member is there`() async throws {
    try await RunningServer.with { running async throws in
      let found = try await running.request(
        "GET", "\(Self.stream)/operating-points/melanoma?sensitivity=0.9&prevalence=0.03"
      ).json()
      for member in OperatingPoint.nullable { #expect(found[member] == .null, "\(member)") }
      #expect(found["prevalence"] == .number(0.03) && found["research_use_only"] == .bool(true))
      #expect(try await running.request("GET", "/api/v1/streams/none/operating-points/melanoma").status == 404)
    }
  }

  @Test(
    arguments: [
      (#"{"thresholds":{"melanoma":{"enter":2}}}"#, "/thresholds/melanoma/enter"), (#"{"thresholds":5}"#, "/thresholds"),
      (#"{"thresholds":{"melanoma":{"until":1}}}"#, "/thresholds/melanoma/until"), (#"{"minutes":0}"#, "/minutes"),
      (#"{"until":"yesterday"}"#, "/until"), (#"{"pack":""}"#, "/pack"), (#"{"hours":1}"#, "/hours"),
      (#"{"descriptors":[]}"#, "/descriptors"), (#"{"descriptors":{}}"#, "/descriptors"),
      (#"{"descriptors":{"a":["x"],"b":["x"],"c":["x"],"d":["x"],"e":["x"]}}"#, "/descriptors"),
      (#"{"descriptors":{"Not One":["x"]}}"#, "/descriptors/Not One"),
      (#"{"descriptors":{"melanoma":"x"}}"#, "/descriptors/melanoma"),
      (#"{"descriptors":{"melanoma":[]}}"#, "/descriptors/melanoma"),
      (#"{"descriptors":{"melanoma":["\#((0...20).map { "\($0)" }.joined(separator: "\",\""))"]}}"#, "/descriptors/melanoma"),
      (#"{"descriptors":{"melanoma":["a","b  c","b c"]}}"#, "/descriptors/melanoma/2"),
      (#"{"descriptors":{"melanoma":["a"," "]}}"#, "/descriptors/melanoma/1"),
      (#"{"descriptors":{"melanoma":["a",5]}}"#, "/descriptors/melanoma/1"),
      (#"{"descriptors":{"melanoma":["\#(String(repeating: "é", count: 201))"]}}"#, "/descriptors/melanoma/0"),
      (#"{"descriptors":{"melanoma":["a"]},"pack":"dermatology"}"#, "/descriptors"),
    ])
  func `a question that cannot be is refused, with a pointer`(_ body: String, _ pointer: String) async throws {
    try await RunningServer.with { running async throws in
      let found = try await running.request("POST", "\(Self.stream)/what-if", headers: Self.json, body: body)
      #expect(found.status == 422)
      #expect(try found.json()["pointer"] == .string(pointer))
    }
  }

  @Test func `fields that are not given are those in force, and the hour ends when it is said to`() async throws {
    try await RunningServer.with { running async throws in
      let body = #"{"thresholds":{"melanoma":{"enter":0.7}},"minutes":30,"until":"2026-01-01T01:00:00.000Z"}"#
      let found = try await running.request("POST", "\(Self.stream)/what-if", headers: Self.json, body: body).json()
      #expect(found["from"] == .string("2026-01-01T00:30:00.000Z") && found["reason"] == .string("Nothing is kept."))
      let part = found["conditions"]?["melanoma"]
      #expect(part?["setting"]?["enter"] == .number(0.7) && part?["setting"]?["exit"] == .number(0.5))
      #expect(part?["in_use"] == .null && part?["refused"] == .null)
    }
  }

  @Test func `other descriptors are asked about with their white space made even`() async throws {
    try await RunningServer.with { running async throws in
      let body = #"{"descriptors":{"melanoma":["  a dark\n spot","\#(String(repeating: "é", count: 200))"]}}"#
      let found = try await running.request("POST", "\(Self.stream)/what-if", headers: Self.json, body: body)
      #expect(found.status == 200)
      let asked = await running.backend.bench.questions.last?.descriptors
      #expect(asked == [.melanoma: ["a dark spot", String(repeating: "é", count: 200)]])
    }
  }

  @Test func `packs come as YAML, are promoted under their version, and a stale one is refused`() async throws {
    try await RunningServer.with { running async throws in
      let candidates = "/api/v1/packs/candidates"
      #expect(try await running.request("POST", candidates, headers: Self.json, body: "{}").status == 415)
      let yaml = ["Content-Type: application/yaml"]
      #expect(try await running.request("POST", candidates, headers: yaml, body: "id: x").status == 201)
      let path = "\(Self.stream)/shadow/promotion"
      #expect(try await running.request("POST", path, headers: ["If-Match: \"r0\""]).status == 412)
      let done = try await running.request("POST", path, headers: ["If-Match: \"r1\""])
      #expect(done.status == 200 && done.header("etag") == "\"r2\"")
      #expect(try await running.request("POST", "\(Self.stream)/pack/rollback").status == 409)
      #expect(try await running.request("GET", "\(Self.stream)/changes?limit=0").status == 422)
    }
  }
}
