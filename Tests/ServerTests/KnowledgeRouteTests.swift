import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct KnowledgeRouteTests {
  private static let path = "/api/v1/knowledge/passages/\(FakeKnowledge.id)"

  @Test func `knowledge is summed up, listed and found`() async throws {
    try await RunningServer.with { running async throws in
      #expect(try await running.request("GET", "/api/v1/knowledge").json()["ontology_terms"] == .integer(2))
      #expect(try await running.request("GET", "/api/v1/knowledge/documents").status == 200)
      #expect(try await running.request("GET", "/api/v1/knowledge/documents/\(FakeKnowledge.id)").text.contains("It changes."))
      #expect(try await running.request("GET", "/api/v1/conditions/melanoma/knowledge").text.contains("It changes."))
      let hits = try await running.request("GET", "/api/v1/knowledge/search?q=does+it+change&condition=melanoma&limit=500").json()
      guard case .array(let items) = hits["items"] else { throw RawClient.Failure(description: "no items") }
      #expect(items.first?["vector_rank"] == .null)
      let passage = items.first?["passage"]
      #expect(passage?["verified"] == .bool(false))
      #expect(passage?["signature"] == .null)
      guard case .array(let sources) = passage?["sources"] else { throw RawClient.Failure(description: "no sources") }
      #expect(sources.first?["url"] == .null)
      #expect(sources.first?["year"] == .integer(2015))
    }
  }

  @Test(arguments: [
    ("q=", "/q"), ("", "/q"), ("q=x&condition=Not%20One", "/condition"), ("q=x&kind=book", "/kind"), ("q=x&limit=0", "/limit"),
    ("q=x&limit=-1", "/limit"),
  ])
  func `a wrong search is pointed at`(query: String, pointer: String) async throws {
    try await RunningServer.with { running async throws in
      let reply = try await running.request("GET", "/api/v1/knowledge/search?\(query)")
      #expect(reply.status == 422)
      #expect(try reply.json()["pointer"] == .string(pointer))
    }
  }

  @Test func `a passage is signed, and the signature taken back`() async throws {
    try await RunningServer.with { running async throws in
      let json = ["Content-Type: application/json"]
      let signed = try await running.request("POST", Self.path + "/signature", headers: json, body: #"{"comment":"agreed"}"#)
        .json()
      #expect(signed["verified"] == .bool(true))
      #expect(signed["signature"]?["by"] == .string("local"))
      #expect(signed["signature"]?["comment"] == .string("agreed"))
      #expect(try await running.request("DELETE", Self.path + "/signature").json()["verified"] == .bool(false))
      #expect(
        try await running.request("POST", Self.path + "/signature", headers: json, body: #"{"comment":5}"#).status == 422)
    }
  }

  @Test func `what is not there is not found, and a missing store says what to do`() async throws {
    try await RunningServer.with { running async throws in
      #expect(try await running.request("GET", "/api/v1/ontology/DOID:8923").json()["term"]?["name"] == .string("skin melanoma"))
      #expect(try await running.request("GET", "/api/v1/ontology/DOID%3A8923").status == 200)
      for path in [
        "/api/v1/ontology/DOID:1", "/api/v1/knowledge/passages/nonsense",
        "/api/v1/knowledge/documents/\(String(repeating: "f", count: 32))",
        "/api/v1/conditions/NOT/knowledge",
      ] { #expect(try await running.request("GET", path).status == 404, "\(path)") }
      let missing = try await running.request("GET", "/api/v1/knowledge/search?q=missing")
      #expect(missing.status == 503)
      #expect(missing.text.contains("knowledge build"))
    }
  }
}
