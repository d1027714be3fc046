/// A pack of one condition, as a clinician would bring it in.
enum CandidatePack {
  static let yaml = """
    id: test-pack
    version: 1
    name: Test
    licence: Apache-2.0
    research_use_only: true
    region_strategy: whole
    gate:
      kind: embedding
      in_domain: [a photo of skin]
      out_of_domain: [a photo of a room]
    templates:
      - "{}"
    references:
      normal: {terms: [healthy skin]}
      out_of_domain: {terms: [an object]}
    temperature: null
    conditions:
      - id: melanoma
        name: Melanoma
        codes: [{system: "http://hl7.org/fhir/sid/icd-10-cm", code: "C43.9", display: Melanoma of skin}]
        terms: [melanoma]
        tier: warning
        thresholds: {scale: probability, enter: 0.6, exit: 0.5, k: 6, n: 8, dwell_ms: 600, cooldown_ms: 20000, enabled: true}
        evidence: chosen for the test
    controls:
      - {id: normal-skin, name: Normal skin, terms: [healthy skin]}
    """

  static let second = yaml.replacing("version: 1", with: "version: 2").replacing("enter: 0.6", with: "enter: 0.7")
}
