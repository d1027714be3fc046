import Detection
import Encoding
import Foundation
import Knowledge
import TestSupport
import Vocabulary

@testable import Pipeline

/// The project's own knowledge, built once with the real text encoder, and a store of a user's with documents of the test.
struct RealKnowledge: Sendable {
  static let resources = Resources(
    root: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent())

  let folder: TemporaryFolder
  let library: KnowledgeLibrary
  let packs: [Pack]

  var explainer: Explainer { Explainer(library: library, packs: packs) }

  /// Shared by the tests that only ask.
  static let withAttacks = Task { try await RealKnowledge(importing: Attack.passages.map(\.text)) }

  /// Each text becomes a document of its own, `Leaflet 0`, `Leaflet 1`, ….
  init(importing texts: [String]) async throws {
    folder = try TemporaryFolder()
    packs = [try PackReader.read(file: Self.resources.packs.appending(path: "dermatology.yaml").path)]
    let embedder = SentenceVectors(try await ModelLibrary(resources: Self.resources, caches: nil).catalog.loadSentences())
    let base = URL(filePath: folder.file("base.sqlite"))
    let content = try KnowledgeContent(folder: Self.resources.knowledge, packs: packs)
    _ = try await KnowledgeBuilder(embedder: embedder, time: SystemTime()).build(content, to: base)
    library = try await KnowledgeLibrary.open(
      base: base, own: URL(filePath: folder.file("own.sqlite")), packs: packs, embedder: embedder, time: SystemTime())
    for (index, text) in texts.enumerated() {
      let file = URL(filePath: folder.file("leaflet-\(index).txt"))
      try Data(text.utf8).write(to: file)
      _ = try await library.importDocument(ImportRequest(file: file, licence: "own", title: "Leaflet \(index)"), by: "test")
    }
  }
}

extension AlertRecord {
  /// A melanoma that skinlite could have found, with what was measured.
  static func explained(_ condition: ConditionIdentifier = .melanoma) -> AlertRecord {
    let place = AlertObservation.Place(
      region: Region(x: 0.1, y: 0.1, width: 0.2, height: 0.2, weight: 1), colour: .init(red: 90, green: 60, blue: 45),
      surroundings: .init(red: 205, green: 160, blue: 135))
    return AlertRecord(
      id: AlertIdentifier(), stream: .demo, session: SessionIdentifier(), condition: condition, codes: [], tier: .warning,
      raisedAt: "2026-11-24T13:17:12.345Z", capturedAt: "2026-11-24T13:17:12.300Z", probability: 0.46,
      threshold: ThresholdSetting(enter: 0.3, exit: 0.2),
      why: [AlertReasonFrame(frame: 812, capturedAt: "2026-11-24T13:17:12.300Z", evidence: 0.12, value: 0.46, vector: nil)],
      model: Fingerprint("m"), pack: Fingerprint("p"), preprocessing: "serving", frameSHA256: String(repeating: "ab", count: 32),
      demo: false, observation: AlertObservation(similarity: 0.31, presence: 0.83, evidence: 0.12, places: [place], others: []))
  }
}
