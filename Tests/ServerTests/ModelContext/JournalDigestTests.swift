import Testing
import Vocabulary

@testable import Server

struct JournalDigestTests {
  private func caughtUp(_ backend: FakeBackend, limit: Int = JournalDigest.caseLimit) async throws -> JournalDigest {
    let digest = JournalDigest(backend: backend, caseLimit: limit)
    try await digest.catchUp { _, _ in }
    return digest
  }

  @Test func `the nearest come first, by the cosine of their mean directions`() async throws {
    let backend = FakeBackend()
    // The mean direction of (3,0) and (0,4) is (1,1)/√2, whatever their lengths.
    let target = AlertRecord.sample(vectors: [[3, 0], [0, 4]])
    let near = AlertRecord.sample(vectors: [[1, 1]])
    let far = AlertRecord.sample(vectors: [[1, 0]])
    let opposite = AlertRecord.sample(vectors: [[-1, -1]])
    for record in [far, target, opposite, near] { await backend.append(.alertRaised, alert: record) }
    let digest = try await caughtUp(backend)
    let found = try #require(await digest.similar(to: target.id, includingSameSession: false, limit: 10))
    #expect(found.compared == 3)
    #expect(found.matches.map(\.alert) == [near.id, far.id, opposite.id])
    for (match, expected) in zip(found.matches, [1, 0.5.squareRoot(), -1]) { #expect(abs(match.cosine - expected) < 1e-6) }
    #expect(await digest.similar(to: target.id, includingSameSession: false, limit: 1)?.matches.count == 1)
  }

  @Test func `another encoder, another length and the same session do not count`() async throws {
    let backend = FakeBackend()
    let target = AlertRecord.sample(vectors: [[1, 0]])
    let sibling = AlertRecord.sample(session: target.session, vectors: [[1, 0]])
    let others: [AlertRecord] = [
      .sample(vectors: [[1, 0]], model: "other"), .sample(vectors: [[1, 0, 0]]), .sample(vectors: []),
    ]
    for record in [target, sibling] + others {
      await backend.append(.alertRaised, alert: record)
    }
    let digest = try await caughtUp(backend)
    #expect(await digest.similar(to: target.id, includingSameSession: false, limit: 10)?.compared == 0)
    #expect(
      await digest.similar(to: target.id, includingSameSession: true, limit: 10)?.matches.map(\.alert) == [sibling.id])
    #expect(await digest.similar(to: AlertIdentifier(), includingSameSession: true, limit: 10) == nil)
  }

  @Test func `a purged session is forgotten, whether it was read before or not`() async throws {
    let backend = FakeBackend()
    let target = AlertRecord.sample()
    let purged = AlertRecord.sample()
    await backend.append(.sessionStarted, session: purged.session, data: ["stream": "demo"])
    for record in [target, purged] { await backend.append(.alertRaised, alert: record) }
    let before = try await caughtUp(backend)
    #expect(await before.similar(to: target.id, includingSameSession: false, limit: 5)?.compared == 1)
    #expect(await before.session(purged.session, of: nil) != nil)
    await backend.purge(purged.session)
    try await before.catchUp { _, _ in }
    for digest in [before, try await caughtUp(backend)] {
      #expect(await digest.similar(to: target.id, includingSameSession: false, limit: 5)?.compared == 0)
      #expect(await digest.similar(to: purged.id, includingSameSession: false, limit: 5) == nil)
      #expect(await digest.session(purged.session, of: nil) == nil)
    }
  }

  @Test func `the oldest cases give way`() async throws {
    let backend = FakeBackend()
    let records = (0..<5).map { _ in AlertRecord.sample() }
    for record in records { await backend.append(.alertRaised, alert: record) }
    let digest = try await caughtUp(backend, limit: 3)
    #expect(await digest.similar(to: records[4].id, includingSameSession: false, limit: 5)?.compared == 2)
    #expect(await digest.similar(to: records[0].id, includingSameSession: false, limit: 5) == nil)
  }

  @Test func `a stream's newest session, and what changed while one ran`() async throws {
    let backend = FakeBackend()
    let first = SessionIdentifier()
    let second = SessionIdentifier()
    let facts: JSONValue = ["stream": "demo"]
    let change: JSONValue = ["stream": "demo", "condition": "melanoma", "by": "ward"]
    await backend.append(.sessionStarted, session: first, data: facts, at: "2026-01-01T00:00:01.000Z")
    await backend.append(.thresholdChanged, data: change, at: "2026-01-01T00:00:02.000Z")
    await backend.append(.sessionEnded, session: first, data: facts, at: "2026-01-01T00:00:03.000Z")
    await backend.append(.thresholdChanged, data: change, at: "2026-01-01T00:00:04.000Z")
    await backend.append(.sessionStarted, session: second, data: facts, at: "2026-01-01T00:00:05.000Z")
    let digest = try await caughtUp(backend)
    #expect(await digest.session(nil, of: .demo)?.id == second)
    #expect(await digest.session(second, of: .sample("ward")) == nil)
    let ended = try #require(await digest.session(first, of: nil))
    #expect(ended.endedAt == "2026-01-01T00:00:03.000Z")
    #expect(await digest.thresholdChanges(in: ended).map { $0["at"]?.text } == ["2026-01-01T00:00:02.000Z"])
  }
}
