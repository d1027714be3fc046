import Detection
import Foundation
import Testing
import Vocabulary

/// Real MedSigLIP vectors that others published: 40 prompts, five pictures of which one shows skin.
@Suite("Real vectors", .enabled(if: SharedData.folder != nil, "needs ../shared: MedSigLIP's real outputs"))
struct RealVectorTests {
  struct Stored: TextEmbedder {
    let vectors: [String: [Float]]
    let dimension = 1152
    let fingerprint = Fingerprint("stored")

    func encode(_ texts: [String]) async throws(CocoaError) -> [[Float]] {
      var found: [[Float]] = []
      for text in texts {
        guard let vector = vectors[text] else { throw CocoaError(.keyValueValidation) }
        found.append(vector)
      }
      return found
    }
  }

  static let path = "data/medsiglip_outputs"

  private func labels() throws -> [String] {
    let folder = try #require(SharedData.folder)
    let file = folder.appending(path: "\(Self.path)/mediaskinoscope/derma_labels.txt")
    return try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).map(String.init)
  }

  /// A pack of the 37 bare names, against normal skin and the unknown image.
  private func detector() async throws -> Detector {
    let labels = try labels()
    let vectors = try SharedData.rows("\(Self.path)/mediaskinoscope/derma_text_embeddings.npy", columns: 1152)
    let conditions = try labels.prefix(37).enumerated().map { index, label in
      Condition(
        id: try #require(ConditionIdentifier("condition-\(index)")), name: label, codes: [], terms: [label], tier: nil,
        threshold: nil, evidence: nil, isControl: false)
    }
    let pack = Pack(
      id: "bare", version: 1, name: "bare", regionStrategy: "skin",
      gate: PackGate(inDomain: ["Other Abnormal Skin Condition", "Nevus"], outOfDomain: ["UNKNOWN IMAGE"]), templates: ["{}"],
      normalTerms: ["Normal Skin"], outOfDomainTerms: ["UNKNOWN IMAGE"], temperature: nil, conditions: conditions, controls: [],
      fingerprint: Fingerprint("bare"))
    let encoder = EncoderDescription(
      model: "medsiglip", fingerprint: Fingerprint("m"), precision: "f32", preprocessing: "processor", dimension: 1152,
      logitScale: 10, domainThreshold: nil)
    return try await Detector(
      pack, embedder: Stored(vectors: Dictionary(uniqueKeysWithValues: zip(labels, vectors))), encoder: encoder)
  }

  private func pictures() throws -> [[Float]] {
    try SharedData.rows("\(Self.path)/aegis-sphere/case_embeddings.npy", columns: 1152)
  }

  @Test func `similarity is the published cosine for all 37 conditions and five pictures`() async throws {
    let detector = try await detector()
    let folder = try #require(SharedData.folder)
    let table = try String(contentsOf: folder.appending(path: "\(Self.path)/computed/image_text_cosines.csv"), encoding: .utf8)
    // The last five columns are the cosines; labels may hold commas.
    let expected = table.split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",").suffix(5).compactMap { Double($0) }
    }
    for (column, picture) in try pictures().enumerated() {
      for (row, condition) in detector.pack.conditions.enumerated() {
        let score = try #require(try detector.score(picture, of: condition.id))
        #expect(abs(score.similarity - expected[row][column]) < 2e-6, "\(condition.name), picture \(column)")
      }
    }
  }

  @Test func `of five pictures only the nevus resembles melanoma or nevus by evidence`() async throws {
    let detector = try await detector()
    func evidence(_ name: String) throws -> [Double] {
      let condition = try #require(detector.pack.conditions.first { $0.name == name })
      return try pictures().map { try #require(try detector.score($0, of: condition.id)).evidence }
    }
    for name in ["Melanoma", "Nevus"] {
      let values = try evidence(name)
      #expect(values.indices.max { values[$0] < values[$1] } == 2, "\(name): \(values)")
    }
  }
}

extension RealVectorTests {
  @Test func `the lint finds the collisions of the 37 bare names, normal skin among them`() throws {
    let labels = try labels()
    let stored = try SharedData.rows("\(Self.path)/mediaskinoscope/derma_text_embeddings.npy", columns: 1152)
    let vectors = Dictionary(uniqueKeysWithValues: zip(labels, stored))
    let conditions = labels.prefix(37).enumerated().map { "  - {id: condition-\($0), name: \"\($1)\", terms: [\"\($1)\"]}" }
    let text = """
      id: bare
      version: 1
      name: Bare
      licence: none
      research_use_only: true
      region_strategy: skin
      gate: {kind: embedding, in_domain: [Nevus], out_of_domain: [UNKNOWN IMAGE]}
      templates: ["{}"]
      references: {normal: {terms: [Normal Skin]}, out_of_domain: {terms: [UNKNOWN IMAGE]}}
      conditions:
      \(conditions.joined(separator: "\n"))
      """
    let prompts = PackPrompts(try PackReader.parse(Array(text.utf8), name: "bare"))
    let found = try PackLint.collisions(
      Array(text.utf8), name: "bare", vectors: try prompts.texts.map { try #require(vectors[$0]) })
    let acne = try #require(labels.firstIndex(of: "Acne"))
    let rosacea = try #require(labels.firstIndex(of: "Rosacea"))
    func says(_ words: String) -> Bool { found.contains { $0.rule == "collision" && $0.message.hasPrefix(words) } }
    #expect(says("condition-\(acne) and the normal reference lie together (cosine 0.833"))
    #expect(says("condition-\(min(acne, rosacea)) and condition-\(max(acne, rosacea)) lie together (cosine 0.855"))
    #expect(found.count < 20, "most of 740 pairs are told apart")
    #expect(found.allSatisfy { $0.severity == .warning && $0.line > 10 })
  }
}
