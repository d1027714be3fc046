import Alerting
import Detection
import Foundation
import Testing
import Vocabulary

@testable import Encoding

/// The first system's index as an imported pack, on the five pictures that real MedSigLIP vectors are known of: two radiographs,
/// a nevus, a drawing, a radiograph.
@Suite(.enabled(if: RealOutputs.folder != nil, "needs ../shared: MedSigLIP's real outputs"))
struct RealVectorAlerts {
  static let nevus = 2

  private func index() throws -> FlatIndexFile {
    let folder = try #require(RealOutputs.folder).appending(path: "mediaskinoscope")
    return try FlatIndexFile(index: folder.appending(path: "derma.index"), labels: folder.appending(path: "derma_labels.txt"))
  }

  private func pictures() throws -> [[Float]] {
    try NumericArrayFile(contentsOf: #require(RealOutputs.folder).appending(path: "aegis-sphere/case_embeddings.npy")).rows
  }

  /// The draft with a rule for every condition.
  private func pack(_ labels: [String], _ rule: ThresholdSetting) throws -> Pack {
    let draft = try PackReader.parse(Array(PackDraft(id: "imported", labels: labels).text.utf8), name: "imported.yaml")
    #expect(draft.conditions.count == 37)
    let armed = draft.conditions.map {
      Condition(
        id: $0.id, name: $0.name, codes: $0.codes, terms: $0.terms, tier: .caution, threshold: rule, evidence: "test",
        isControl: false)
    }
    return Pack(
      id: draft.id, version: draft.version, name: draft.name, regionStrategy: draft.regionStrategy, gate: draft.gate,
      templates: draft.templates, normalTerms: draft.normalTerms, outOfDomainTerms: draft.outOfDomainTerms,
      temperature: draft.temperature, conditions: armed, controls: draft.controls, fingerprint: draft.fingerprint)
  }

  private func detector(_ pack: Pack, _ index: FlatIndexFile) throws -> Detector {
    let vectors = Dictionary(uniqueKeysWithValues: zip(index.labels, index.vectors))
    let prompts = PackPrompts(pack)
    let encoder = EncoderDescription(
      model: "medsiglip", fingerprint: Fingerprint("m"), precision: "f32", preprocessing: "processor", dimension: 1152,
      logitScale: 10, domainThreshold: nil)
    return try Detector(pack, prompts: prompts, vectors: prompts.texts.map { try #require(vectors[$0]) }, encoder: encoder)
  }

  /// Names of what a picture raises that stands still for two seconds.
  private func raised(_ rule: ThresholdSetting, by picture: [Float]) throws -> Set<String> {
    let index = try index()
    let pack = try pack(index.labels, rule)
    let detector = try detector(pack, index)
    var alerts = StreamAlerts(pack: pack)
    var names: Set<String> = []
    for number in 0..<20 {
      let embedding = ImageEmbedding(region: .whole, vector: picture, tokens: 1024, isFullGrid: true)
      let detection = try detector.detect([embedding])
      guard detection.gateReasons.isEmpty else {
        alerts.pause()
        continue
      }
      var findings = detection.findings
      // The most excitable background there is: any evidence above none is beyond all that was recorded.
      let frame = AlertFrame(
        sequence: UInt64(number), capturedAt: SystemTime().now().advanced(by: .milliseconds(number * 100)),
        backgroundQuantile: { _, evidence in evidence > 0 ? 1 : 0 }, vector: { _ in picture })
      for action in alerts.observe(&findings, of: frame) {
        if case .raised(let raise) = action { names.insert(raise.condition.text) }
      }
    }
    return names
  }

  @Test(arguments: [ThresholdScale.probability, .background])
  func `none of the four pictures that are not skin raises an alert under the default rules`(scale: ThresholdScale) throws {
    let rule = ThresholdSetting(scale: scale, enter: 0.6, exit: 0.5)
    for (number, picture) in try pictures().enumerated() where number != Self.nevus {
      #expect(try raised(rule, by: picture).isEmpty, "picture \(number)")
    }
  }

  @Test func `the nevus raises melanoma and nevus under the same rules, so they can alert`() throws {
    let names = try raised(ThresholdSetting(scale: .background, enter: 0.6, exit: 0.5), by: pictures()[Self.nevus])
    #expect(names.isSuperset(of: ["melanoma", "nevus"]), "\(names)")
  }

  @Test func `all 40 × 5 cosines are the given ones to 1e-5`() throws {
    let table = try String(
      contentsOf: #require(RealOutputs.folder).appending(path: "computed/image_text_cosines.csv"), encoding: .utf8)
    let given = table.split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",").suffix(5).compactMap { Double($0) }
    }
    let (texts, pictures) = (try index().vectors, try pictures())
    #expect(given.count == 40 && texts.count == 40 && pictures.count == 5)
    for (row, text) in texts.enumerated() {
      for (column, picture) in pictures.enumerated() {
        let cosine = zip(text, picture).reduce(0) { $0 + Double($1.0) * Double($1.1) }
        #expect(abs(cosine - given[row][column]) < 1e-5)
      }
    }
  }
}

/// Vectors of the real MedSigLIP, beside a developer's checkout.
private enum RealOutputs {
  /// `MEDIASKINOSCOPE_SHARED`, else `shared/` somewhere above the project.
  static let folder: URL? = {
    let named = ProcessInfo.processInfo.environment["MEDIASKINOSCOPE_SHARED"].map { URL(filePath: $0) }
    let above = sequence(first: URL(filePath: #filePath), next: { $0.path == "/" ? nil : $0.deletingLastPathComponent() })
    let all = [named].compactMap(\.self) + above.map { $0.appending(path: "shared") }
    return all.map { $0.appending(path: "data/medsiglip_outputs") }.first { FileManager.default.fileExists(atPath: $0.path) }
  }()
}
