import Detection
import Testing
import Vocabulary

@Suite("Pack lint") struct PackLintTests {
  @Test func `a good pack has no findings`() {
    #expect(PackLint.check(Array(PackText.valid.utf8), name: "p").isEmpty)
  }

  @Test(arguments: [
    ("[psoriasis]", "[psoriasis without scales]", "negation", PackFinding.Severity.error, 29),
    ("[psoriasis]", "[skin that is not smooth]", "negation", .error, 29),
    ("[psoriasis]", "[a patch that doesn't heal]", "negation", .error, 29),
    ("[psoriasis]", "[a non-healing patch]", "negation", .error, 29),
    ("terms: [healthy skin]}\n  out", "terms: [skin without a spot]}\n  out", "negation", .warning, 15),
    ("[psoriasis]", "[psoriasis, \"melanoma!\"]", "duplicate-term", .error, 29),
    ("[psoriasis]", "[psoriasis, psoriasis]", "duplicate-term", .error, 29),
    ("[psoriasis]", "[psoriasis, healthy skin]", "duplicate-term", .error, 29),
    ("[psoriasis]", "[Psoriasis]", "upper-case", .warning, 29),
    ("[psoriasis]", "[\"psoriasis {}\"]", "braces", .error, 29),
    ("[psoriasis]", "[\"...\"]", "empty-term", .error, 29),
    ("\"{}\"", "\"{} beside {}\"", "template", .error, 12),
    ("id: psoriasis", "id: melanoma", "duplicate-id", .error, 26),
    ("id: psoriasis", "id: normal-skin", "duplicate-id", .error, 34),
    (
      "    codes: [{system: \"http://hl7.org/fhir/sid/icd-10-cm\", code: \"L40\", display: Psoriasis}]\n", "", "codes", .warning,
      26
    ),
    ("\"http://hl7.org/fhir/sid/icd-10-cm\", code: \"L40\"", "icd10, code: \"L40\"", "code-system", .error, 28),
    ("    tier: caution\n", "", "tier", .error, 30),
    ("    tier: caution\n", "    tier: caution\n    look_alikes: [eczema]\n", "look-alike", .error, 31),
    ("    tier: caution\n", "    tier: caution\n    look_alikes: [psoriasis]\n", "look-alike", .error, 31),
    ("    thresholds: {enter: 0.7, exit: 0.6}\n    evidence: chosen for the test\n", "", "thresholds", .warning, 30),
    (
      "    thresholds: {enter: 0.7, exit: 0.6}\n    evidence: chosen for the test\n", "    thresholds: {enter: 0.7, exit: 0.6}\n",
      "evidence", .error, 31
    ),
    ("{enter: 0.7, exit: 0.6}", "{enter: 1, exit: 0.6}", "unreachable", .error, 31),
    ("{enter: 0.7, exit: 0.6}", "{enter: 0.7, exit: 0}", "endless", .error, 31),
    ("{enter: 0.7, exit: 0.6}", "{enter: 0.7, exit: 0.7}", "hysteresis", .warning, 31),
    ("{enter: 0.7, exit: 0.6}", "{enter: 0.7, exit: 0.6, k: 50, n: 64}", "slow", .warning, 31),
    ("{enter: 0.7, exit: 0.6}", "{enter: 0.7, exit: 0.6, scale: background}", "background", .note, 31),
    ("research_use_only: true", "research_use_only: false", "research-use", .error, 5),
    ("controls:\n  - {id: normal-skin, name: Normal skin, terms: [healthy skin]}", "", "controls", .warning, 1),
    ("version: 2", "version: 0", "form", .error, 2),
  ])
  func `finds what is wrong, and where`(old: String, new: String, rule: String, severity: PackFinding.Severity, line: Int) {
    let findings = PackLint.check(PackText.changing(old, to: new), name: "p")
    #expect(findings.map(\.rule) == [rule])
    #expect(findings.contains { $0.rule == rule && $0.severity == severity && $0.line == line }, "\(findings)")
  }

  @Test func `a term that a text tower would cut is too long`() {
    let long = Array(repeating: "erythematous", count: 30).joined(separator: " ")
    let findings = PackLint.check(PackText.changing("[psoriasis]", to: "[\(long)]"), name: "p")
    #expect(findings.map(\.rule) == ["length"])
  }

  @Test func `names what the encoder does not know`() throws {
    let melanoma = try #require(ConditionIdentifier("melanoma"))
    let findings = PackLint.check(Array(PackText.valid.utf8), name: "p", known: [melanoma])
    #expect(findings.map(\.rule) == ["unknown-to-encoder"] && findings.map(\.severity) == [.note] && findings[0].line == 26)
  }
}
