import Foundation
import Testing
import Vocabulary

@testable import Knowledge

@Suite struct NoteTests {
  static let notes = Places.knowledge.appending(path: "notes")

  @Test func `every condition of every pack, and normal skin, has a note with all four sections`() throws {
    let reader = try NoteReader(folder: Self.notes)
    for condition in try Places.packs().flatMap({ $0.conditions + $0.controls }) {
      let note = try reader.note(condition.id.text + ".yaml")
      #expect(Set(note.statements.map(\.section)) == Set(KnowledgeSection.allCases), "\(condition.id)")
    }
  }

  @Test func `every statement is a sentence with a source that names organisation, title and year`() throws {
    for note in try NoteReader(folder: Self.notes).notes() {
      #expect(Set(note.statements.map(\.text)).count == note.statements.count, "\(note.condition) repeats itself")
      for statement in note.statements {
        #expect(statement.text.hasSuffix(".") && statement.text.first?.isUppercase == true, "\(statement.text)")
        #expect(!statement.sources.isEmpty)
        for source in statement.sources { #expect(source.year != nil && !source.organisation.isEmpty && !source.title.isEmpty) }
      }
    }
  }

  @Test func `no source stands there that nothing cites`() throws {
    let reader = try NoteReader(folder: Self.notes)
    #expect(Set(try reader.notes().flatMap(\.statements).flatMap(\.sources)).count == reader.keys.count)
  }

  @Test(arguments: [
    ("condition: other\ntitle: X\nstatements: []", "file's name"),
    ("condition: a\ntitle: X\nstatements: [{section: colour, text: T, sources: [k]}]", "appearance"),
    ("condition: a\ntitle: X\nstatements: [{section: appearance, text: T, sources: [nobody]}]", "sources.yaml"),
    ("condition: a\ntitle: X\nstatements: [{section: appearance, text: T, sources: []}]", "sources.yaml"),
    ("condition: a\ntitle: X\nstatements: [{section: look-alike, text: T, sources: [k]}]", "about"),
    ("condition: a\ntitle: X\nstatements: [{section: appearance, about: b, text: T, sources: [k]}]", "about"),
  ])
  func `a note that is not as it should be is refused, with the reason`(text: String, reason: String) async throws {
    try await withFolder { folder in
      _ = try folder.appending(path: "sources.yaml").writing("- {key: k, title: T, organisation: O, year: 2015}")
      _ = try folder.appending(path: "a.yaml").writing(text)
      let reader = try NoteReader(folder: folder)
      let error = #expect(throws: KnowledgeError.self) { try reader.note("a.yaml") }
      #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
    }
  }
}
