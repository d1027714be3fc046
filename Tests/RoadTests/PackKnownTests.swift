import Testing
import Vocabulary

@testable import Pipeline

@Suite struct `A pack for an encoder that knows some of it` {
  private func condition(_ id: ConditionIdentifier) -> Condition {
    Condition(id: id, name: id.text, codes: [], terms: [id.text], tier: nil, threshold: nil, evidence: nil, isControl: false)
  }

  @Test func `keeps what it knows, its name and its fingerprint`() throws {
    let psoriasis = try #require(ConditionIdentifier("psoriasis"))
    let pack = Pack(
      id: "p", version: 3, name: "P", regionStrategy: "skin", gate: PackGate(inDomain: ["a"], outOfDomain: ["b"]),
      templates: ["{}"],
      normalTerms: ["n"], outOfDomainTerms: ["o"], temperature: nil, conditions: [condition(.melanoma), condition(psoriasis)],
      controls: [], fingerprint: Fingerprint("f"))
    #expect(pack.keeping(nil) == pack)
    let kept = pack.keeping([.melanoma])
    #expect(kept.conditions.map(\.id) == [.melanoma])
    #expect(kept.fingerprint == pack.fingerprint && kept.version == 3 && kept.templates == pack.templates)
  }
}
