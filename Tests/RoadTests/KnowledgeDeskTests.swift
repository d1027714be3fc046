import Configuration
import Detection
import Foundation
import Knowledge
import Server
import Testing
import Vocabulary

@testable import Pipeline

/// Knowledge as the server changes it: over a real store in a folder, beside a journal in memory.
@Suite(.timeLimit(.minutes(2)))
struct KnowledgeDeskTests {
  private struct Flat: TextEmbedder {
    struct Failure: Error {}
    let fingerprint = Fingerprint("flat")
    let dimension = 4
    func encode(_ texts: [String]) async throws(Failure) -> [[Float]] { texts.map { _ in [1, 0, 0, 0] } }
  }

  private struct Rig {
    let folder: URL
    let journal = FakeJournal()
    let library: KnowledgeLibrary

    init() async throws {
      folder = FileManager.default.temporaryDirectory.appending(path: "desk-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      let packs = [try PackReader.read(file: root.appending(path: "Packs/dermatology.yaml").path)]
      let content = try KnowledgeContent(folder: root.appending(path: "Knowledge"), packs: packs)
      let (vectors, base) = (SentenceVectors(Flat()), folder.appending(path: "base.sqlite"))
      _ = try await KnowledgeBuilder(embedder: vectors, time: SystemTime()).build(content, to: base)
      library = try await KnowledgeLibrary.open(
        base: base, own: folder.appending(path: "own.sqlite"), packs: packs, embedder: vectors, time: SystemTime())
    }

    func with(_ journalState: Health.JournalState = .ok, _ body: (KnowledgeDesk, FakeJournal) async throws -> Void) async throws {
      defer { try? FileManager.default.removeItem(at: folder) }
      let desk = KnowledgeDesk(library: .success(library), journal: journal, journalState: { journalState }, time: ManualTime())
      try await body(desk, journal)
    }
  }

  private static let ada = Principal(name: "ada", role: .clinician, isLocal: false)
  private static let asked = StatementCorrection(
    text: "Any quokka-shaped spot asks for an examination.", sources: nil, reason: "A test")

  private static func statement(_ desk: KnowledgeDesk) async throws -> KnowledgePassage {
    try #require(try await desk.passages(about: .melanoma).first { $0.section == .redFlag })
  }

  // It ended at once, and the server with it: the first of its tasks that ends takes the others along.
  @Test func `without a store the desk runs until it is cancelled, as with one`() async {
    let desk = KnowledgeDesk(
      library: .failure(.embedding("none")), journal: FakeJournal(), journalState: { .ok }, time: ManualTime())
    let isFirst = await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        await desk.run()
        return true
      }
      group.addTask {
        for _ in 0..<1_000 { await Task.yield() }
        return false
      }
      let first = await group.next()
      group.cancelAll()
      return first
    }
    #expect(isFirst == false)
  }

  @Test func `a correction and a signature are in the journal with who, why and the words`() async throws {
    try await Rig().with { desk, journal in
      let now = try await desk.correct(try await Self.statement(desk).id, Self.asked, by: Self.ada)
      _ = try await desk.sign(now.id, comment: "read", by: Self.ada)
      let drafts = await journal.drafts
      #expect(drafts.map(\.kind) == [.statementCorrected, .statementSigned])
      #expect(drafts[0].data["by"] == .string("ada") && drafts[0].data["reason"] == .string("A test"))
      #expect(drafts[0].data["text"] == .string(Self.asked.text) && drafts[0].data["passage"] == .string(now.id))
      #expect(drafts[1].data["comment"] == .string("read") && drafts[1].data["text"] == .string(Self.asked.text))
      #expect(drafts.allSatisfy { $0.session == nil && $0.alert == nil })
    }
  }

  @Test func `what the journal could not take it gets once it can, and only once`() async throws {
    try await Rig().with { desk, journal in
      await journal.failNext(1)
      let now = try await desk.correct(try await Self.statement(desk).id, Self.asked, by: Self.ada)
      #expect(await journal.drafts.isEmpty)
      _ = try await desk.sign(now.id, comment: nil, by: Self.ada)
      #expect(await journal.drafts.map(\.kind) == [.statementCorrected, .statementSigned])
      _ = try await desk.revoke(now.id, by: Self.ada)
      #expect(await journal.drafts.map(\.kind).count == 3)
    }
  }

  @Test func `while the journal cannot be written nothing is changed`() async throws {
    try await Rig().with(.diskFull) { desk, _ in
      let old = try await Self.statement(desk)
      await #expect(throws: BackendError.journal(.diskFull)) { try await desk.correct(old.id, Self.asked, by: Self.ada) }
      await #expect(throws: BackendError.journal(.diskFull)) { try await desk.sign(old.id, comment: nil, by: Self.ada) }
      let upload = DocumentUpload(name: "a.md", bytes: Array("Zinc.".utf8), licence: "own")
      await #expect(throws: BackendError.journal(.diskFull)) { try await desk.bring(upload, by: Self.ada) }
      #expect(try await Self.statement(desk) == old)
    }
  }

  @Test func `what was read before somebody else's correction is refused, and what ships is not taken out`() async throws {
    try await Rig().with { desk, _ in
      let old = try await Self.statement(desk)
      let now = try await desk.correct(old.id, Self.asked, by: Self.ada)
      await #expect(throws: BackendError.stale(current: now.id)) { try await desk.sign(old.id, comment: nil, by: Self.ada) }
      await #expect(throws: BackendError.self) { try await desk.removeDocument(old.document, by: Self.ada) }
      await #expect(throws: BackendError.invalid(pointer: "/text", allowed: "another wording, or other sources, than it has")) {
        try await desk.correct(now.id, Self.asked, by: Self.ada)
      }
    }
  }

  @Test func `documents come in one by one, a bad one is told and skipped`() async throws {
    try await Rig().with { desk, journal in
      let running = Task { await desk.run() }
      for (name, text) in [
        ("a.md", "# Zinc\nZinc dressings are changed daily."), ("b.pdf", "no pdf"), ("c.txt", "Wash with water."),
      ] {
        var upload = DocumentUpload(name: name, bytes: Array(text.utf8), licence: "own")
        upload.title = "Title of \(name)"
        #expect(try await desk.bring(upload, by: Self.ada).state == .waiting)
      }
      var records: [KnowledgeImportRecord] = []
      repeat {
        await Task.yield()
        records = try await desk.imports()
      } while records.contains { $0.state != .done && $0.state != .failed }
      #expect(records.map(\.name) == ["c.txt", "b.pdf", "a.md"])
      #expect(records.map(\.state) == [.done, .failed, .done])
      #expect(records[1].problem?.contains("PDF") == true && records[1].document == nil)
      #expect(records[2].passages == 1 && records[2].embedded == 1 && records[2].outcome == "added")
      let document = try #require(try await desk.documents().first { $0.name == "a.md" })
      #expect(document.title == "Title of a.md" && document.id == records[2].document)
      try await desk.removeDocument(document.id, by: Self.ada)
      while await journal.drafts.count < 3 { await Task.yield() }
      #expect(Set(await journal.drafts.map(\.kind)) == [.documentImported, .documentRemoved])
      running.cancel()
      await running.value
    }
  }

  @Test func `more documents than may wait are refused`() async throws {
    try await Rig().with { desk, _ in
      // Nobody brings them in: the desk does not run.
      let upload = DocumentUpload(name: "a.md", bytes: [65], licence: "own")
      for _ in 0..<ImportDesk.bound { _ = try await desk.bring(upload, by: Self.ada) }
      await #expect(throws: BackendError.overloaded(retryAfterSeconds: 10)) { try await desk.bring(upload, by: Self.ada) }
      let large = DocumentUpload(name: "b.md", bytes: Array(repeating: 65, count: 48_000_001), licence: "own")
      await #expect(throws: BackendError.overloaded(retryAfterSeconds: 10)) { try await desk.bring(large, by: Self.ada) }
    }
  }
}
