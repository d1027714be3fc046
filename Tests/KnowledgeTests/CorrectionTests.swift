import Foundation
import SQLite
import Testing
import Vocabulary

@testable import Knowledge

@Suite struct CorrectionTests {
  private static let reason = "Plainer"
  private static let works = [KnowledgeSource(title: "T", organisation: "O", year: 2015, url: nil)]

  private static func asked(_ text: String, sources: [KnowledgeSource]? = nil) -> StatementCorrection {
    StatementCorrection(text: text, sources: sources, reason: reason)
  }

  private static func statement(of library: KnowledgeLibrary) async throws -> KnowledgePassage {
    let melanoma = try #require(ConditionIdentifier("melanoma"))
    return try #require(try await library.passages(about: melanoma).first { $0.section == .redFlag })
  }

  @Test func `a correction is used and found at once, and the old wording stays readable`() async throws {
    try await withFolder { folder in
      let library = try await library(in: folder)
      let old = try await Self.statement(of: library)
      let now = try await library.correct(passage: old.id, Self.asked("Quokka spots ask for an examination."), by: "ada")
      #expect(now.text == "Quokka spots ask for an examination." && now.id != old.id && now.sources == old.sources)
      #expect(now.correction?.version == 2 && now.correction?.by == "ada" && now.correction?.reason == Self.reason)
      #expect(now.locator == old.locator && now.section == old.section && now.document == old.document)
      #expect(try await Self.statement(of: library).id == now.id)
      // By its words: the counted words of this embedder may share a place with others.
      #expect(try await library.search(KnowledgeQuery("quokka")).first { $0.lexicalRank == 1 }?.passage.id == now.id)
      let history = try await library.history(of: old.id)
      #expect(history.map(\.text) == [old.text, now.text] && history.map(\.version) == [1, 2])
      #expect(try await library.history(of: now.id) == history)
      // Another process, and a new start.
      #expect(try await LibraryTests.open(folder).passage(now.id).text == now.text)
    }
  }

  @Test func `a later edit takes the signature away, also where the old wording comes back`() async throws {
    try await withFolder { folder in
      let library = try await library(in: folder)
      let old = try await Self.statement(of: library)
      _ = try await library.sign(passage: old.id, by: "ada", comment: nil)
      let second = try await library.correct(passage: old.id, Self.asked("It is another wording."), by: "bea")
      #expect(!second.isVerified)
      _ = try await library.sign(passage: second.id, by: "bea", comment: "read")
      let third = try await library.correct(passage: second.id, Self.asked(old.text), by: "ada")
      #expect(third.text == old.text && !third.isVerified && third.correction?.version == 3)
      let history = try await library.history(of: second.id)
      #expect(history.map { $0.signatures.map(\.by) } == [["ada"], ["bea"], []])
    }
  }

  @Test func `whoever read an old wording neither corrects nor signs the new one`() async throws {
    try await withFolder { folder in
      let library = try await library(in: folder)
      let old = try await Self.statement(of: library)
      let now = try await library.correct(passage: old.id, Self.asked("It is another wording."), by: "ada")
      for body in [
        { try await library.correct(passage: old.id, Self.asked("It is a third wording."), by: "bea") },
        { try await library.sign(passage: old.id, by: "bea", comment: nil) },
      ] as [() async throws -> KnowledgePassage] {
        do {
          _ = try await body()
          Issue.record("it was taken")
        } catch let error as KnowledgeError {
          guard case .superseded(let current) = error else { throw error }
          #expect(current == now.id)
        }
      }
    }
  }

  @Test(arguments: [
    "Short.", "no capital letter at its beginning.", "No full stop at its end", "Two\nlines of it.",
    "A hidden \u{200B} character.",
    String(repeating: "A long statement. ", count: 40) + ".",
  ])
  func `a wording that is no statement is refused and changes nothing`(text: String) async throws {
    try await withFolder { folder in
      let library = try await library(in: folder)
      let old = try await Self.statement(of: library)
      await #expect(throws: KnowledgeError.self) { try await library.correct(passage: old.id, Self.asked(text), by: "ada") }
      #expect(try await Self.statement(of: library) == old)
    }
  }

  @Test func `sources are named whole or not at all, and only notes are corrected`() async throws {
    try await withFolder { folder in
      let library = try await library(in: folder)
      let old = try await Self.statement(of: library)
      for sources in [
        [], [KnowledgeSource(title: "", organisation: "O", year: 2015)],
        [KnowledgeSource(title: "Title", organisation: "Org", year: nil)],
        [KnowledgeSource(title: "Title", organisation: "Org", year: 2015, url: "javascript:alert(1)")],
        [KnowledgeSource(title: "Title", organisation: "Org", year: 2015, url: "https://user:secret@x.example/")],
      ] {
        await #expect(throws: KnowledgeError.self) {
          try await library.correct(passage: old.id, Self.asked("It is another wording.", sources: sources), by: "ada")
        }
      }
      await #expect(throws: KnowledgeError.self) { try await library.correct(passage: old.id, Self.asked(old.text), by: "ada") }
      let code = try #require(try await library.search(KnowledgeQuery("melanoma code", kind: .ontology)).first?.passage)
      await #expect(throws: KnowledgeError.self) {
        try await library.correct(passage: code.id, Self.asked("It is another wording."), by: "ada")
      }
      let work = [KnowledgeSource(title: "Title", organisation: "Org", year: 2015, url: "https://x.example/a")]
      let now = try await library.correct(passage: old.id, Self.asked("It is another wording.", sources: work), by: "ada")
      #expect(now.sources == work)
    }
  }

  // MARK: A store that is built anew

  private static func note(_ texts: [(KnowledgeSection, String)]) throws -> ClinicalNote {
    ClinicalNote(
      condition: try #require(ConditionIdentifier("melanoma")), title: "Melanoma", synonyms: [],
      statements: texts.map { .init(section: $0.0, about: nil, text: $0.1, sources: works) }, contentHash: "h")
  }

  private static func build(_ texts: [(KnowledgeSection, String)], in folder: URL) async throws {
    let content = KnowledgeContent(terms: [], notes: [try note(texts)], packs: try Places.packs())
    _ = try await KnowledgeBuilder(embedder: SentenceVectors(WordCounter()), time: SystemTime())
      .build(content, to: folder.appending(path: "base.sqlite"))
  }

  private static let shipped: [(KnowledgeSection, String)] = [
    (.appearance, "It is a dark spot of several colours with an uneven border."),
    (.redFlag, "Bleeding of a spot asks for an urgent examination."),
    (.nextStep, "The lesion is usually removed whole."),
  ]

  private static func passage(_ section: KnowledgeSection, _ library: KnowledgeLibrary) async throws -> KnowledgePassage {
    let melanoma = try #require(ConditionIdentifier("melanoma"))
    return try #require(try await library.passages(about: melanoma).first { $0.section == section })
  }

  @Test func `a store built anew keeps corrections and signatures of statements that stayed`() async throws {
    try await withFolder { folder in
      try await Self.build(Self.shipped, in: folder)
      let library = try await LibraryTests.open(folder)
      let now = try await library.correct(
        passage: try await Self.passage(.redFlag, library).id, Self.asked("It is another wording."), by: "ada")
      _ = try await library.sign(passage: now.id, by: "ada", comment: nil)
      // A statement before it and a change of another one.
      try await Self.build([(.appearance, "It may itch a little."), (.appearance, "It grew.")] + Self.shipped[1...], in: folder)
      let anew = try await LibraryTests.open(folder)
      let passage = try await Self.passage(.redFlag, anew)
      #expect(passage.id == now.id && passage.signature?.by == "ada" && passage.review == nil)
      #expect(try await anew.toReview().isEmpty)
    }
  }

  @Test func `a correction of a statement that was rewritten goes on to hold and is to be looked at again`() async throws {
    try await withFolder { folder in
      try await Self.build(Self.shipped, in: folder)
      let library = try await LibraryTests.open(folder)
      let old = try await Self.passage(.redFlag, library)
      let now = try await library.correct(passage: old.id, Self.asked("It is another wording."), by: "ada")
      var rewritten = Self.shipped
      rewritten[1].1 = "Bleeding or growth of a spot asks for an urgent examination."
      try await Self.build(rewritten, in: folder)
      let anew = try await LibraryTests.open(folder)
      let passage = try await Self.passage(.redFlag, anew)
      #expect(passage.text == now.text && passage.review?.kind == .corrected)
      #expect(passage.review?.former == old.text && passage.review?.shipped == rewritten[1].1 && passage.review?.by == "ada")
      #expect(try await anew.summary().toReview == 1)
      // It is kept by saying so, and is settled then; the history reaches back to what shipped first.
      let kept = try await anew.correct(passage: passage.id, Self.asked(now.text), by: "bea")
      #expect(kept.review == nil && kept.correction?.version == 3)
      #expect(try await anew.toReview().isEmpty)
      #expect(try await anew.history(of: kept.id).map(\.text) == [old.text, now.text, now.text])
    }
  }

  @Test func `a signature of a statement that was rewritten is gone and told, until the new wording is signed`() async throws {
    try await withFolder { folder in
      try await Self.build(Self.shipped, in: folder)
      let library = try await LibraryTests.open(folder)
      let old = try await Self.passage(.redFlag, library)
      _ = try await library.sign(passage: old.id, by: "ada", comment: nil)
      var rewritten = Self.shipped
      rewritten[1].1 = "Bleeding or growth of a spot asks for an urgent examination."
      try await Self.build(rewritten, in: folder)
      let anew = try await LibraryTests.open(folder)
      let passage = try await Self.passage(.redFlag, anew)
      #expect(!passage.isVerified && passage.review?.kind == .signed && passage.review?.former == old.text)
      _ = try await anew.sign(passage: passage.id, by: "bea", comment: nil)
      #expect(try await anew.passage(passage.id).review == nil)
    }
  }

  @Test func `a correction of a statement that is gone is listed, and moves to no other statement`() async throws {
    try await withFolder { folder in
      try await Self.build(Self.shipped, in: folder)
      let library = try await LibraryTests.open(folder)
      let old = try await Self.passage(.redFlag, library)
      _ = try await library.correct(passage: old.id, Self.asked("It is another wording."), by: "ada")
      var replaced = Self.shipped
      replaced[1].1 = "Fever with a rash needs a doctor the same day."
      try await Self.build(replaced, in: folder)
      let anew = try await LibraryTests.open(folder)
      #expect(try await Self.passage(.redFlag, anew).text == replaced[1].1)
      let item = try #require(try await anew.toReview().first)
      #expect(item.passage == nil && item.review.kind == .unplaced && item.review.correction == "It is another wording.")
    }
  }

  @Test func `no two statements of one section that ship are as alike as one that was rewritten`() throws {
    for note in try NoteReader(folder: NoteTests.notes).notes() {
      for section in KnowledgeSection.allCases {
        let texts = note.statements.filter { $0.section == section }.map(\.text)
        for (place, text) in texts.enumerated() {
          for other in texts[(place + 1)...] {
            let likeness = CorrectionLedger.likeness(text, other)
            #expect(likeness < CorrectionLedger.leastLikeness, "\(note.condition): \(text) | \(other)")
          }
        }
      }
    }
  }

  // MARK: What the journal is told, and files of before

  @Test func `every change waits for the journal in order, once`() async throws {
    try await withFolder { folder in
      let library = try await library(in: folder)
      let old = try await Self.statement(of: library)
      let now = try await library.correct(passage: old.id, Self.asked("It is another wording."), by: "ada")
      _ = try await library.sign(passage: now.id, by: "bea", comment: nil)
      _ = try await library.revoke(passage: now.id, by: "bea")
      let file = try folder.appending(path: "a.txt").writing("Zinc helps.")
      let outcome = try await library.importDocument(ImportRequest(file: file, licence: "own"), by: "cy")
      _ = try await library.remove(document: outcome.document, by: "cy")
      let changes = try await library.unjournalledChanges()
      #expect(changes.map(\.kind) == [.corrected, .signed, .revoked, .added, .removed])
      #expect(changes.map(\.by) == ["ada", "bea", "bea", "cy", "cy"])
      #expect(
        changes[0].details["text"] == .string("It is another wording.") && changes[0].details["former_text"] == .string(old.text))
      #expect(changes[0].details["reason"] == .string(Self.reason) && changes[3].details["licence"] == .string("own"))
      try await library.markJournalled(through: changes[2].sequence)
      #expect(try await library.unjournalledChanges() == Array(changes[3...]))
    }
  }

  @Test func `a user's store of the first form is brought up to date with its signatures`() async throws {
    try await withFolder { folder in
      let own = folder.appending(path: "own.sqlite")
      let old = try Database(path: own.path)
      for statement in KnowledgeSchema.firstForm { try old.execute(statement) }
      try old.execute("INSERT INTO signatures (passage, signed_by, at) VALUES ('p', 'ada', '2026-01-01T00:00:00.000Z')")
      try old.execute("PRAGMA user_version = 1")
      let file = try KnowledgeFile(path: own.path, isWritable: true)
      #expect(try file.signatureRows().map(\.signature.by) == ["ada"])
      #expect(try file.corrections().isEmpty)
    }
  }
}
