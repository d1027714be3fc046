import Foundation
import Testing
import Vocabulary

@testable import Knowledge

@Suite struct LibraryTests {
  @Test func `building twice computes nothing twice, and the version follows the content`() async throws {
    try await withFolder { folder in
      let builder = KnowledgeBuilder(embedder: SentenceVectors(WordCounter()), time: SystemTime())
      let file = folder.appending(path: "base.sqlite")
      let packs = try Places.packs()
      let terms = try OntologyTable.terms(in: Places.knowledge.appending(path: "ontology"))
      let notes = try NoteReader(folder: NoteTests.notes).notes()
      let first = try await builder.build(KnowledgeContent(terms: terms, notes: notes, packs: packs), to: file)
      #expect(first.embedded == first.passages)
      let again = try await builder.build(KnowledgeContent(terms: terms, notes: notes, packs: packs), to: file)
      #expect(again.version == first.version && again.embedded == 0)
      let fewer = try await builder.build(KnowledgeContent(terms: terms, notes: Array(notes.dropLast()), packs: packs), to: file)
      #expect(fewer.version != first.version && fewer.embedded == 0 && fewer.passages < first.passages)
    }
  }

  @Test func `what ships is found with its sources, and counts as unverified`() async throws {
    try await withFolder { folder in
      let library = try await library(in: folder)
      let hits = try await library.search(KnowledgeQuery("weighted seven-point checklist score", limit: 3))
      let first = try #require(hits.first?.passage)
      #expect(first.text.contains("checklist") && !first.isVerified)
      #expect(first.sources.contains { $0.organisation.contains("National Institute") && $0.year == 2015 })
      let summary = try await library.summary()
      #expect(summary.signed == 0 && summary.passages > 70 && summary.ontologyTerms > 2000)
    }
  }

  @Test func `filters leave only what was asked for`() async throws {
    try await withFolder { folder in
      let library = try await library(in: folder)
      let melanoma = try #require(ConditionIdentifier("melanoma"))
      for hit in try await library.search(KnowledgeQuery("ulcer pearly nodule", condition: melanoma, limit: 50)) {
        #expect(hit.passage.condition == melanoma)
      }
      #expect(try await library.search(KnowledgeQuery("melanoma", pack: "cardiology")).isEmpty)
      #expect(try await !library.search(KnowledgeQuery("melanoma", pack: "dermatology")).isEmpty)
      for hit in try await library.search(KnowledgeQuery("melanoma code", kind: .ontology)) {
        #expect(hit.passage.kind == .ontology)
      }
    }
  }

  @Test func `another name of a condition finds it`() async throws {
    try await withFolder { folder in
      let library = try await library(in: folder)
      // The words' list alone: the counted words of this embedder know nothing of names.
      for (name, condition) in [("rodent ulcer", "basal-cell-carcinoma"), ("solar keratosis", "actinic-keratosis")] {
        let first = try await library.search(KnowledgeQuery(name, limit: 50)).first { $0.lexicalRank == 1 }
        #expect(first?.passage.condition?.text == condition, "\(name)")
      }
    }
  }

  @Test func `a document is brought in once, anew when it changes, and its unchanged passages keep their vectors`() async throws {
    try await withFolder { folder in
      let library = try await library(in: folder)
      let file = folder.appending(path: "guide.md")
      let request = ImportRequest(file: file, licence: "own", title: "Ward guide")
      _ = try file.writing("# Dressing\nChange zinc dressings daily.\n# Washing\nWash with lukewarm water.\n")
      let first = try await library.importDocument(request, by: "test")
      #expect(first.outcome == .added && first.passages == 2 && first.embedded == 2)
      #expect(try await library.importDocument(request, by: "test").outcome == .unchanged)
      let copy = try folder.appending(path: "copy.md").writing(
        "# Dressing\nChange zinc dressings daily.\n# Washing\nWash with lukewarm water.")
      let same = try await library.importDocument(ImportRequest(file: copy, licence: "own"), by: "test")
      #expect(same.outcome == .unchanged && same.document == first.document)
      _ = try file.writing("# Dressing\nChange zinc dressings daily.\n# Washing\nWash with cold water.\n")
      let second = try await library.importDocument(request, by: "test")
      #expect(second.outcome == .replaced && second.document == first.document && second.embedded == 1)
      let hit = try #require(try await library.search(KnowledgeQuery("zinc dressings", kind: .imported)).first?.passage)
      #expect(hit.locator == "Dressing" && hit.title == "Ward guide")
      #expect(try await library.document(first.document).version == 2)
      #expect(
        try await library.search(KnowledgeQuery("lukewarm", kind: .imported)).allSatisfy { !$0.passage.text.contains("lukewarm") }
      )
      _ = try await library.remove(document: first.document, by: "test")
      #expect(try await library.search(KnowledgeQuery("zinc", kind: .imported)).isEmpty)
    }
  }

  @Test func `a bad file, or an embedder that fails, leaves everything as it was`() async throws {
    try await withFolder { folder in
      var embedder = WordCounter()
      embedder.refused = "unembeddable"
      let library = try await library(in: folder, embedder: embedder)
      let before = try await library.documents()
      for (name, text) in [("a.docx", "x"), ("b.md", ""), ("c.pdf", "no pdf"), ("d.txt", "unembeddable text")] {
        let file = try folder.appending(path: name).writing(text)
        await #expect(throws: KnowledgeError.self) {
          try await library.importDocument(ImportRequest(file: file, licence: "own"), by: "test")
        }
      }
      #expect(try await library.documents() == before)
    }
  }

  @Test func `a signature holds, is seen by others, and can be taken back`() async throws {
    try await withFolder { folder in
      let library = try await library(in: folder)
      let passage = try #require(try await library.search(KnowledgeQuery("melanoma")).first?.passage)
      #expect(try await library.sign(passage: passage.id, by: "Dr. A", comment: nil).signature?.by == "Dr. A")
      // A second process.
      let other = try await LibraryTests.open(folder)
      #expect(try await other.passage(passage.id).isVerified)
      _ = try await other.revoke(passage: passage.id, by: "Dr. A")
      #expect(try await !library.passage(passage.id).isVerified)
      await #expect(throws: KnowledgeError.self) { try await library.sign(passage: "ffffffff", by: "Dr. A", comment: nil) }
    }
  }

  @Test func `a signature is lost with the wording that it was given for`() {
    func draft(_ text: String, _ source: String) -> DocumentDraft {
      let passage = PassageDraft(
        condition: nil, section: nil, about: nil, locator: "statement 1", text: text,
        sources: [KnowledgeSource(title: source, organisation: "O", year: 2015)])
      return DocumentDraft(kind: .note, name: "n", title: "N", licence: "l", contentHash: "h", passages: [passage, passage])
    }
    let first = draft("A.", "T").identifiers
    #expect(Set(first).count == 2)
    #expect(first == draft("A.", "T").identifiers)
    #expect(Set(first).isDisjoint(with: draft("B.", "T").identifiers))
    #expect(Set(first).isDisjoint(with: draft("A.", "U").identifiers))
  }

  @Test func `what ships cannot be removed, and without a store the way out is named`() async throws {
    try await withFolder { folder in
      let library = try await library(in: folder)
      let note = try #require(try await library.documents().first { $0.kind == .note })
      await #expect(throws: KnowledgeError.self) { try await library.remove(document: note.id, by: "test") }
      let error = await #expect(throws: KnowledgeError.self) {
        try await KnowledgeLibrary.open(
          base: folder.appending(path: "absent.sqlite"), own: nil, packs: [], embedder: SentenceVectors(WordCounter()),
          time: SystemTime())
      }
      #expect(error?.description.contains("knowledge build") == true)
    }
  }

  @Test func `another embedder needs the store built anew, and the user's passages get its vectors`() async throws {
    try await withFolder { folder in
      let first = try await library(in: folder)
      let file = try folder.appending(path: "a.txt").writing("Zinc helps.")
      _ = try await first.importDocument(ImportRequest(file: file, licence: "own"), by: "test")
      await #expect(throws: KnowledgeError.self) { try await LibraryTests.open(folder, fingerprint: "another") }
      var other = WordCounter()
      other.fingerprint = Fingerprint("another")
      let second = try await library(in: folder, embedder: other)
      #expect(try await second.search(KnowledgeQuery("zinc", kind: .imported)).count == 1)
    }
  }

  static func open(_ folder: URL, fingerprint: String = "word-counter") async throws -> KnowledgeLibrary {
    var embedder = WordCounter()
    embedder.fingerprint = Fingerprint(fingerprint)
    return try await KnowledgeLibrary.open(
      base: folder.appending(path: "base.sqlite"), own: folder.appending(path: "data/own.sqlite"), packs: try Places.packs(),
      embedder: SentenceVectors(embedder), time: SystemTime())
  }
}
