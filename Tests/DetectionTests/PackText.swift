/// A small pack as YAML, and the same with one thing changed.
enum PackText {
  static let valid = """
    id: test-pack
    version: 2
    name: Test
    licence: Apache-2.0
    research_use_only: true
    region_strategy: skin
    gate:
      kind: embedding
      in_domain: [a photo of skin]
      out_of_domain: [a photo of a room, a wall]
    templates:
      - "{}"
      - "a photo of {}"
    references:
      normal: {terms: [healthy skin]}
      out_of_domain: {terms: [an object]}
    temperature: null
    conditions:
      - id: melanoma
        name: Melanoma
        codes: [{system: "http://hl7.org/fhir/sid/icd-10-cm", code: "C43.9", display: Melanoma of skin}]
        terms: [melanoma, malignant melanoma]
        tier: warning
        thresholds: {scale: probability, enter: 0.6, exit: 0.5, k: 6, n: 8, dwell_ms: 600, cooldown_ms: 20000, enabled: true}
        evidence: chosen for the test
      - id: psoriasis
        name: Psoriasis
        codes: [{system: "http://hl7.org/fhir/sid/icd-10-cm", code: "L40", display: Psoriasis}]
        terms: [psoriasis]
        tier: caution
        thresholds: {enter: 0.7, exit: 0.6}
        evidence: chosen for the test
    controls:
      - {id: normal-skin, name: Normal skin, terms: [healthy skin]}
    """

  static func changing(_ old: String, to new: String) -> [UInt8] {
    precondition(valid.contains(old), "the pack has no \(old)")
    return Array(valid.replacing(old, with: new).utf8)
  }
}
