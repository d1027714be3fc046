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

  @Test func `a statement is corrected, its history is read, and what is to be looked at again is listed`() async throws {
    try await RunningServer.with { running async throws in
      let json = ["Content-Type: application/json"]
      let body = #"{"text":"It changes fast.","reason":"Clearer","sources":[{"title":"T","organisation":"O","year":2020}]}"#
      let now = try await running.request("POST", Self.path + "/corrections", headers: json, body: body).json()
      #expect(now["text"] == .string("It changes fast.") && now["verified"] == .bool(false))
      #expect(now["correction"]?["version"] == .integer(2) && now["correction"]?["by"] == .string("local"))
      #expect(now["review"] == .null)
      let history = try await running.request("GET", Self.path + "/history").json()
      guard case .array(let versions) = history["items"] else { throw RawClient.Failure(description: "no items") }
      #expect(versions.first?["correction"] == .null && versions.first?["version"] == .integer(1))
      let review = try await running.request("GET", "/api/v1/knowledge/review").json()
      guard case .array(let items) = review["items"] else { throw RawClient.Failure(description: "no items") }
      #expect(items.first?["passage"] == .null && items.first?["review"]?["kind"] == .string("unplaced"))
      let other = "/api/v1/knowledge/passages/\(String(repeating: "e", count: 32))/corrections"
      let stale = try await running.request("POST", other, headers: json, body: body)
      #expect(stale.status == 412 && stale.header("etag") == "\"\(FakeKnowledge.id)\"")
    }
  }

  @Test(arguments: [
    ("{}", "/text"), (#"{"text":"It changes."}"#, "/reason"), (#"{"text":"It.","reason":"r","by":"x"}"#, "/by"),
    (#"{"text":"It.","reason":"r","sources":5}"#, "/sources"), (#"{"text":"It.","reason":"r","sources":[5]}"#, "/sources/0"),
    (#"{"text":"It.","reason":"r","sources":[{"title":"T"}]}"#, "/sources/0/organisation"),
    (#"{"text":"It.","reason":"r","sources":[{"title":"T","organisation":"O","year":"x"}]}"#, "/sources/0/year"),
  ])
  func `a wrong correction is pointed at`(body: String, pointer: String) async throws {
    try await RunningServer.with { running async throws in
      let reply = try await running.request(
        "POST", Self.path + "/corrections", headers: ["Content-Type: application/json"], body: body)
      #expect(reply.status == 422)
      #expect(try reply.json()["pointer"] == .string(pointer))
    }
  }

  @Test func `a document is taken with what is said of it, and taken out`() async throws {
    try await RunningServer.with { running async throws in
      let path = "/api/v1/knowledge/documents?name=ward%20guide.md&licence=own&title=Ward+guide&year=2020&condition=melanoma"
      let reply = try await running.request("POST", path, headers: ["Content-Type: text/markdown"], body: "# Zinc")
      #expect(reply.status == 202)
      #expect(try reply.json()["state"] == .string("waiting") && reply.json()["problem"] == .null)
      #expect(try await running.request("GET", "/api/v1/knowledge/imports").status == 200)
      #expect(try await running.request("DELETE", "/api/v1/knowledge/documents/\(FakeKnowledge.id)").status == 204)
      let ships = "/api/v1/knowledge/documents/\(String(repeating: "e", count: 32))"
      #expect(try await running.request("DELETE", ships).status == 409)
    }
  }

  @Test(
    arguments: [
      ("licence=own", "x", 422, "/name"), ("name=a.docx&licence=own", "x", 422, "/name"),
      ("name=..%2Fa.md&licence=own", "x", 422, "/name"), ("name=.md&licence=own", "x", 422, "/name"),
      ("name=a%00b.md&licence=own", "x", 422, "/name"), ("name=a.md", "x", 422, "/licence"),
      ("name=a.md&licence=own&year=old", "x", 422, "/year"), ("name=a.md&licence=own&url=ftp://x", "x", 422, "/url"),
      ("name=a.md&licence=own&condition=Not%20One", "x", 422, "/condition"), ("name=a.md&licence=own", "", 400, nil),
    ] as [(String, String, Int, String?)])
  func `a document about which something is wrong is refused before it is read`(
    query: String, body: String, status: Int, pointer: String?
  ) async throws {
    try await RunningServer.with { running async throws in
      let reply = try await running.request("POST", "/api/v1/knowledge/documents?\(query)", body: body)
      #expect(reply.status == status)
      #expect(try reply.json()["pointer"]?.text == pointer)
    }
  }
}
