import Detection
import Testing
import Vocabulary
import YAML

@Suite("Pack reader") struct PackReaderTests {
  @Test func `reads every field`() throws {
    let pack = try PackReader.parse(Array(PackText.valid.utf8), name: "test.yaml")
    #expect(pack.id == "test-pack" && pack.version == 2 && pack.regionStrategy == "skin" && pack.temperature == nil)
    #expect(pack.templates == ["{}", "a photo of {}"])
    #expect(pack.gate == PackGate(inDomain: ["a photo of skin"], outOfDomain: ["a photo of a room", "a wall"]))
    #expect(pack.normalTerms == ["healthy skin"] && pack.outOfDomainTerms == ["an object"])
    #expect(pack.conditions.map(\.id.text) == ["melanoma", "psoriasis"] && pack.controls.map(\.id.text) == ["normal-skin"])
    #expect(pack.conditions[0].tier == .warning && pack.conditions[0].codes[0].code == "C43.9")
    #expect(pack.conditions[1].threshold == ThresholdSetting(enter: 0.7, exit: 0.6))
    #expect(pack.controls[0].isControl && !pack.conditions[0].isControl)
  }

  @Test func `the fingerprint is the SHA-256 of the file`() throws {
    let pack = try PackReader.parse(Array(PackText.valid.utf8), name: "a")
    let other = try PackReader.parse(PackText.changing("version: 2", to: "version: 3"), name: "a")
    #expect(pack.fingerprint.text.count == 64 && pack.fingerprint != other.fingerprint)
  }

  @Test(arguments: [
    ("version: 2", "version: two", 2, "version", "a whole number from 1 to 1000000"),
    ("id: test-pack", "id: Test_Pack", 1, "id", "a kebab-case name of 1 to 80 of a-z, 0-9 and single inner hyphens"),
    ("kind: embedding", "kind: head", 8, "kind", "embedding"),
    ("tier: warning", "tier: urgent", 23, "tier", "one of warning, caution, advisory"),
    ("k: 6, n: 8", "k: 9, n: 8", 24, "k", "1 to n"),
    ("exit: 0.5", "exit: 0.8", 24, "exit", "0 to enter"),
    ("enter: 0.6", "enter: 1.6", 24, "enter", "a number from 0.0 to 1.0"),
    ("temperature: null", "temperature: 0", 17, "temperature", "a number from 0.0001 to 100.0"),
    ("terms: [psoriasis]", "terms: []", 29, "terms", "a list of at least one text"),
    ("research_use_only: true", "research_use_only: yes", 5, "research_use_only", "true or false"),
  ])
  func `names file, line, key and what is allowed`(old: String, new: String, line: Int, key: String, allowed: String) {
    let error = #expect(throws: DetectionError.self) { try PackReader.parse(PackText.changing(old, to: new), name: "p.yaml") }
    guard case .yaml(.wrongValue(let place, let foundKey, let foundAllowed, _)) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(place.file == "p.yaml" && place.line == line && foundKey == key && foundAllowed == allowed)
  }

  @Test func `refuses unknown, missing and repeated keys`() {
    func failure(_ old: String, _ new: String) -> YAMLFailure? {
      let error = #expect(throws: DetectionError.self) { try PackReader.parse(PackText.changing(old, to: new), name: "p") }
      guard case .yaml(let failure) = error else { return nil }
      return failure
    }
    guard case .unknownKey(let place, "threshold", let allowed) = failure("thresholds: {scale", "threshold: {scale") else {
      Issue.record("no unknown key")
      return
    }
    #expect(place.line == 24 && allowed.contains("thresholds"))
    guard case .missingKey(_, "licence") = failure("licence: Apache-2.0\n", "") else {
      Issue.record("no missing key")
      return
    }
    guard case .duplicateKey(_, "name", 3) = failure("licence: Apache-2.0", "name: Again") else {
      Issue.record("no duplicate key")
      return
    }
  }

  @Test func `refuses what lint calls an error`() {
    let error = #expect(throws: DetectionError.self) {
      try PackReader.parse(PackText.changing("a photo of {}", to: "a photo"), name: "p.yaml")
    }
    #expect(error?.description == "p.yaml:13: \"a photo\": a template has exactly one {}, not 0")
  }

  @Test func `a missing file says so`() {
    #expect(throws: DetectionError.yaml(.unreadable(file: "/nowhere/p.yaml", code: 2))) {
      try PackReader.read(file: "/nowhere/p.yaml")
    }
  }

  @Test func `prompts are each embedded once`() throws {
    let prompts = PackPrompts(try PackReader.parse(Array(PackText.valid.utf8), name: "a"))
    #expect(Set(prompts.texts).count == prompts.texts.count)
    // Three terms, and the two references of which one is the control's as well, in two templates; three gate sentences.
    #expect(prompts.texts.count == (3 + 2) * 2 + 3)
    #expect(prompts.texts.contains("a photo of malignant melanoma"))
  }
}
