import Configuration
import Cryptography
import Foundation
import Handoff
import Journal
import Synchronization
import TestSupport
import Testing
import Vocabulary

@Suite(.timeLimit(.minutes(3))) struct `Hand-off` {
  let rig: Rig

  init() throws { rig = try Rig() }

  private func raise(_ record: AlertRecord, in journal: JournalStore) async throws {
    _ = try await journal.append([.alertRaised(record, at: SystemTime().now())])
  }

  @Test func `an alert and its changes arrive signed, in order, and are journalled`() async throws {
    let receiver = RawHTTPServer { _ in .json("{}") }
    defer { receiver.stop() }
    let journal = try await rig.journal()
    let record = Rig.alert()
    try await rig.running([rig.sink(port: receiver.port)], journal) { _ in
      try await raise(record, in: journal)
      let now = SystemTime().now()
      _ = try await journal.append([.alertAcknowledged(record.id, by: "ada", at: now)])
      _ = try await journal.append([.alertEnded(record.id, at: now)])
      try await Rig.until { try await journal.figures(of: "ehr").delivered == 3 }
    }
    let bodies = try receiver.requests.map { try JSONValue(parsing: $0.body) }
    #expect(bodies.map { $0["data"]?["change"] } == ["raised", "acknowledged", "ended"])
    #expect(bodies.allSatisfy { $0["data"]?["id"]?.text == record.id.text })
    #expect(Set(receiver.requests.compactMap { $0.headers["webhook-id"] }).count == 3)
    let key = Secret(bytes: Array(try #require(Data(base64Encoded: String(Rig.secret.dropFirst(6))))))
    for request in receiver.requests {
      let head = try "\(#require(request.headers["webhook-id"])).\(#require(request.headers["webhook-timestamp"]))."
      let code = try MessageAuthentication.sha256(Array(head.utf8) + request.body, key: key)
      #expect(request.headers["webhook-signature"] == "v1," + Data(code).base64EncodedString())
    }
    let entries = try await journal.entries(of: record.id)
    #expect(
      entries.map(\.kind.rawValue).sorted() == [
        "alert-acknowledged", "alert-ended", "alert-raised", "delivered", "delivered", "delivered",
      ])
  }

  @Test func `a message that fails is sent again under its id, and holds up no other alert`() async throws {
    let poisoned = Mutex<String?>(nil)
    let receiver = RawHTTPServer { request in
      let body = try? JSONValue(parsing: request.body)
      let alert = body?["data"]?["id"]?.text
      return poisoned.withLock { name in
        if name == nil { name = alert }
        return .json("{}", status: name == alert ? 500 : 200)
      }
    }
    defer { receiver.stop() }
    let journal = try await rig.journal()
    let letters = try await rig.running([rig.sink(port: receiver.port, retry: [0, 10, 10])], journal) { desk in
      let records = (0..<10).map { _ in Rig.alert() }
      for record in records { try await raise(record, in: journal) }
      try await Rig.until {
        let figures = try await journal.figures(of: "ehr")
        return figures.delivered == 9 && figures.dead == 1
      }
      return try await desk.deadLetters(of: "ehr", limit: 10)
    }
    #expect(letters.count == 1 && letters[0].attempts == 3 && letters[0].answer == "status 500")
    let tries = receiver.requests.filter { $0.headers["webhook-id"] == letters[0].id }
    #expect(tries.count == 3 && Set(tries.map(\.body)).count == 1)
  }

  @Test func `what a sink is given up on is told, found offline, and taken back when it is sent again`() async throws {
    let fails = Mutex(true)
    let receiver = RawHTTPServer { _ in .json("{}", status: fails.withLock { $0 } ? 400 : 204) }
    defer { receiver.stop() }
    let journal = try await rig.journal()
    let (notices, continuation) = AsyncStream.makeStream(of: SinkNotice.self)
    let desk = try await HandoffDesk(
      [rig.sink(port: receiver.port, retry: [0])], allow: .standard, journal: journal, time: SystemTime(),
      told: { continuation.yield($0) }
    ) { _ in true }
    let task = Task { await desk.run() }
    try await raise(Rig.alert(), in: journal)
    var told = notices.makeAsyncIterator()
    #expect(await told.next() == SinkNotice(sink: "ehr", dead: 1))
    let folder = rig.folder.path + "/data"
    #expect(try JournalVerifier(folder: folder).deadLetters() == ["ehr": 1])
    fails.withLock { $0 = false }
    #expect(try await desk.replay(.dead, to: "ehr", by: "ada") == 1)
    #expect(await told.next() == SinkNotice(sink: "ehr", dead: 0))
    task.cancel()
    await task.value
    await journal.close()
    #expect(try JournalVerifier(folder: folder).deadLetters() == [:])
    #expect(try JournalVerifier(folder: rig.folder.path + "/nowhere").deadLetters() == [:])
  }

  @Test func `figures that cannot be read are as they were read last, counted, and said to be old`() async throws {
    let receiver = RawHTTPServer { _ in .json("{}", status: 400) }
    defer { receiver.stop() }
    let journal = try await rig.journal()
    let desk = try await rig.running([rig.sink(port: receiver.port, retry: [0])], journal) { desk in
      try await raise(Rig.alert(), in: journal)
      try await Rig.until { try await journal.figures(of: "ehr").dead == 1 }
      return desk
    }
    let current = await desk.overview()
    #expect(current.isCurrent && current.failures == 0 && current.figures["ehr"]?.dead == 1)
    await journal.close()
    let spoilt = try SpoiltFolder(path: rig.folder.path)
    defer { try? spoilt.mend() }
    let old = await desk.overview()
    #expect(!old.isCurrent && old.failures == 1 && old.figures == current.figures && old.sinks.count == 1)
    #expect(old.sinks.first?.machine.counts.dead == 1, "what is counted in memory is always true")
  }

  @Test func `what a reader has judged stays a clinician's assertion for FHIR sinks`() async throws {
    let receiver = RawHTTPServer { _ in .json("{}") }
    defer { receiver.stop() }
    let journal = try await rig.journal()
    let record = Rig.alert()
    var sink = rig.sink(port: receiver.port)
    (sink.kind, sink.secretFile, sink.source) = (.fhir, nil, "urn:clinic")
    try await rig.running([sink], journal) { _ in
      try await raise(record, in: journal)
      let now = SystemTime().now()
      let verdict = ReviewVerdict(
        subject: .alert(record.id), session: record.session,
        answer: ReviewAnswer(opinion: .condition(record.condition), certainty: .high), reader: "quill", blinded: true,
        round: .first, at: now.rfc3339)
      _ = try await journal.append([.verdict(verdict, at: now)])
      _ = try await journal.append([.alertEnded(record.id, at: now)])
      try await Rig.until { try await journal.figures(of: "ehr").delivered == 3 }
    }
    let bodies = receiver.requests.map { String(decoding: $0.body, as: UTF8.self) }
    #expect(bodies.map { $0.contains("CLINAST") } == [false, true, true], "an end after a verdict took the verdict back")
    #expect(bodies.map { $0.contains("AIAST") } == [true, false, false])
    #expect(bodies.allSatisfy { !$0.contains("quill") }, "no reader's name leaves (one that no hexadecimal id spells)")
  }

  @Test func `a dead letter can be sent again, by id and all of them, and what was delivered too`() async throws {
    let fails = Mutex(true)
    let receiver = RawHTTPServer { _ in .json("{}", status: fails.withLock { $0 } ? 400 : 204) }
    defer { receiver.stop() }
    let journal = try await rig.journal()
    try await rig.running([rig.sink(port: receiver.port, retry: [0])], journal) { desk in
      for _ in 0..<3 { try await raise(Rig.alert(), in: journal) }
      try await Rig.until { try await journal.figures(of: "ehr").dead == 3 }
      fails.withLock { $0 = false }
      let letters = try await desk.deadLetters(of: "ehr", limit: 10)
      #expect(try await desk.replay(.ids([letters[0].id, "nonsense"]), to: "ehr", by: "ada") == 1)
      try await Rig.until { try await journal.figures(of: "ehr").delivered == 1 }
      #expect(receiver.requests.last?.headers["webhook-id"] == letters[0].id)
      #expect(try await desk.replay(.dead, to: "ehr", by: "ada") == 2)
      try await Rig.until { try await journal.figures(of: "ehr").delivered == 3 }
      #expect(try await desk.replay(.queued(0...Int64.max), to: "ehr", by: "ada") == 3)
      try await Rig.until { try await journal.figures(of: "ehr").delivered == 3 && receiver.requests.count == 9 }
      #expect(try await desk.replay(.dead, to: "other", by: "ada") == nil)
    }
    let audit = try await journal.entries(after: 0, limit: 100).filter { $0.kind == .sinkChanged }
    #expect(audit.map { $0.data["replayed"] } == [1, 2, 3] && audit.allSatisfy { $0.data["by"] == "ada" })
  }

  @Test func `410 switches the sink off for good, and a person can switch it on again`() async throws {
    let status = Mutex(410)
    let receiver = RawHTTPServer { _ in .json("{}", status: status.withLock { $0 }) }
    defer { receiver.stop() }
    let journal = try await rig.journal()
    let sinks = [rig.sink(port: receiver.port)]
    try await rig.running(sinks, journal) { _ in
      try await raise(Rig.alert(), in: journal)
      try await Rig.until { try await journal.sinkSwitches().first?.isOn == false }
    }
    try await rig.running(sinks, journal) { desk in
      #expect(try await desk.statuses()[0].machine.isOn == false, "also after a restart")
      try await raise(Rig.alert(), in: journal)
      #expect(try await journal.figures(of: "ehr").waiting == 0, "for a sink that is off nothing is queued")
      status.withLock { $0 = 200 }
      #expect(try await desk.turn("ehr", true, by: "ada"))
      try await raise(Rig.alert(), in: journal)
      try await Rig.until { try await journal.figures(of: "ehr").delivered == 1 }
    }
    #expect(receiver.requests.count == 2)
    let audit = try await journal.entries(after: 0, limit: 100).filter { $0.kind == .sinkChanged }
    #expect(audit.map { $0.data["by"] } == ["the sink", "ada"])
  }

  @Test func `nothing leaves that the session does not allow, now or any more`() async throws {
    let receiver = RawHTTPServer { _ in .json("{}") }
    defer { receiver.stop() }
    let journal = try await rig.journal()
    let sinks = [rig.sink(port: receiver.port)]
    let desk = try await rig.desk(sinks, journal)
    rig.allowed.withLock { $0 = false }
    let hidden = Rig.alert()
    try await raise(hidden, in: journal)
    rig.allowed.withLock { $0 = true }
    _ = try await journal.append([.alertAcknowledged(hidden.id, by: "ada", at: SystemTime().now())])
    #expect(try await journal.figures(of: "ehr") == OutboxFigures(), "nor a change of what nobody was told of")
    try await raise(Rig.alert(), in: journal)
    #expect(try await journal.figures(of: "ehr").waiting == 1)
    rig.allowed.withLock { $0 = false }
    let task = Task { await desk.run() }
    try await Rig.until { try await journal.figures(of: "ehr").waiting == 0 }
    task.cancel()
    await task.value
    #expect(receiver.requests.isEmpty)
    #expect(try await desk.statuses()[0].machine.counts.withdrawn == 1)
  }

  @Test func `attempts and the time of the next one outlive the process`() async throws {
    let journal = try await rig.journal()
    let silent = RawHTTPServer { _ in .json("{}", status: 500) }
    let sinks = [rig.sink(port: silent.port, retry: [0, 3_600_000])]
    try await rig.running(sinks, journal) { _ in
      try await raise(Rig.alert(), in: journal)
      try await Rig.until { try await journal.nextDelivery(to: "ehr", after: SystemTime().now()) != nil }
    }
    silent.stop()
    await journal.close()
    let again = try await rig.journal()
    let now = SystemTime().now()
    #expect(try await again.pendingDeliveries().map(\.attempts) == [1])
    #expect(try await again.dueDeliveries(to: "ehr", at: now, limit: 10).isEmpty)
    #expect(try await again.dueDeliveries(to: "ehr", at: now.advanced(by: .seconds(5_000)), limit: 10).count == 1)
  }

  @Test func `a redirect is a failure, and what it points at is not asked`() async throws {
    let prize = RawHTTPServer { _ in .json("{}") }
    let receiver = RawHTTPServer { _ in .reply(307, headers: ["Location: http://127.0.0.1:\(prize.port)/"], []) }
    defer {
      receiver.stop()
      prize.stop()
    }
    let journal = try await rig.journal()
    try await rig.running([rig.sink(port: receiver.port, retry: [0])], journal) { desk in
      try await raise(Rig.alert(), in: journal)
      try await Rig.until { try await journal.figures(of: "ehr").dead == 1 }
      #expect(try await desk.deadLetters(of: "ehr", limit: 1)[0].answer == "status 307")
    }
    #expect(prize.requests.isEmpty)
  }

  @Test func `an address that is not allowed is never connected to`() async throws {
    let receiver = RawHTTPServer { _ in .json("{}") }
    defer { receiver.stop() }
    let journal = try await rig.journal()
    let desk = try await HandoffDesk(
      [rig.sink(port: receiver.port)], allow: SourceAllowance(schemes: ["http"], networks: []), journal: journal,
      time: SystemTime()
    ) { _ in true }
    #expect(await desk.test("ehr") == .failed(.network))
    #expect(receiver.requests.isEmpty)
  }

  @Test func `a purge leaves no delivery`() async throws {
    let journal = try await rig.journal()
    _ = try await rig.desk([rig.sink(port: 9)], journal)
    let record = Rig.alert()
    try await raise(record, in: journal)
    #expect(try await journal.figures(of: "ehr").waiting == 1)
    let receipt = try await journal.purge(record.session, reason: "asked for", by: "ada")
    #expect(receipt.deliveries == 1)
    #expect(try await journal.figures(of: "ehr") == OutboxFigures())
  }
}
