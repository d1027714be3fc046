import Detection
import Testing
import Vocabulary

@Suite("Drafts of packs") struct PackDraftTests {
  @Test func `bare labels become conditions, references and a gate that the reader accepts`() throws {
    let labels = [
      "Acne", "Dermatitis – Irritant/Contact", "Say \"cheese\" \\ #1", "Other Abnormal Skin Condition", "Normal Skin",
      "UNKNOWN IMAGE",
    ]
    let draft = try PackDraft(id: "imported", labels: labels)
    let pack = try PackReader.parse(Array(draft.text.utf8), name: "imported.yaml")
    #expect(pack.conditions.map(\.terms) == [["Acne"], ["Dermatitis – Irritant/Contact"], ["Say \"cheese\" \\ #1"]])
    #expect(pack.conditions.map(\.id.text) == ["acne", "dermatitis-irritant-contact", "say-cheese-1"])
    #expect(draft.conditionCount == 3)
    #expect(pack.normalTerms == ["Normal Skin"] && pack.outOfDomainTerms == ["UNKNOWN IMAGE"])
    #expect(pack.gate.inDomain == ["Other Abnormal Skin Condition", "Normal Skin"])
    #expect(pack.conditions.allSatisfy { $0.threshold == nil && $0.tier == nil })
    // Nothing but the labels themselves is asked of the text side.
    #expect(Set(PackPrompts(pack).texts) == Set(labels))
  }

  @Test(arguments: [
    ["Acne", "UNKNOWN IMAGE"], ["Normal Skin", "UNKNOWN IMAGE"], ["Acne", "Normal Skin"],
    ["Acne", "ACNE!", "Normal Skin", "UNKNOWN IMAGE"], ["–", "Normal Skin", "UNKNOWN IMAGE"],
  ])
  func `labels that make no pack are refused`(labels: [String]) {
    #expect(throws: DetectionError.self) { try PackDraft(id: "imported", labels: labels) }
  }
}
