import Detection
import Foundation
import Testing
import Vocabulary

/// A space of eight axes: 0 melanoma, 1 psoriasis, 2 healthy skin, 3 objects, 4 the gate's inside, 5 its outside.
@Suite("Detector") struct DetectorTests {
  let pack: Pack
  let melanoma: ConditionIdentifier
  let psoriasis: ConditionIdentifier

  init() throws {
    pack = try PackReader.parse(Array(PackText.valid.utf8), name: "test.yaml")
    melanoma = pack.conditions[0].id
    psoriasis = pack.conditions[1].id
  }

  static func axis(_ index: Int, _ length: Float = 1) -> [Float] {
    var vector = [Float](repeating: 0, count: 8)
    vector[index] = length
    return vector
  }

  static let texts = FakeTexts(
    dimension: 8,
    vectors: [
      ("melanoma", axis(0)), ("psoriasis", axis(1)), ("healthy skin", axis(2)), ("an object", axis(3)),
      ("photo of skin", axis(4)),
      ("room", axis(5)), ("wall", axis(5)),
    ])

  static func encoder(threshold: Float? = nil, weights: String? = nil, cropDeduction: Double = 0) -> EncoderDescription {
    EncoderDescription(
      model: "fake", fingerprint: Fingerprint("whole"), precision: "f32", preprocessing: "serving", dimension: 8, logitScale: 10,
      domainThreshold: threshold, weights: weights.map { Fingerprint($0) }, cropDeduction: cropDeduction)
  }

  static let hash = String(repeating: "ab", count: 32)

  func calibration(version: Int? = nil) -> Calibration {
    Calibration(
      model: Fingerprint(Self.hash), viewRule: "whole and best crop", pack: "test-pack", packVersion: version,
      curves: [melanoma: PlattCurve(slope: 8, intercept: -1, count: 100, positives: 20)])
  }

  func detector(_ encoder: EncoderDescription = encoder(), _ calibration: Calibration? = nil) async throws -> Detector {
    try await Detector(pack, embedder: Self.texts, encoder: encoder, calibration: calibration)
  }

  func embedding(
    _ vector: [Float], region: Region = .whole, patches: PatchGrid? = nil, logit: Float? = nil
  ) -> ImageEmbedding {
    ImageEmbedding(region: region, vector: vector, tokens: 1, isFullGrid: true, patches: patches, domainLogit: logit)
  }

  @Test func `evidence is similarity less the mean of both references, presence the softmax of the two`() async throws {
    let picture: [Float] = [0.5, 0.1, 0.3, 0.1, 0.6, 0, 0, 0]
    let detection = try await detector().detect([embedding(picture)])
    let finding = try #require(detection.findings.first)
    #expect(detection.gateReasons.isEmpty && detection.findings.map(\.condition) == [melanoma, psoriasis])
    #expect(abs(finding.similarity - 0.5) < 1e-6)
    #expect(abs(finding.evidence - (0.5 - (0.3 + 0.1) / 2)) < 1e-6)
    let softmax = exp(10 * 0.5) / (exp(10 * 0.5) + exp(10 * 0.2))
    #expect(abs(finding.presence - softmax) < 1e-6)
    #expect(finding.probability == nil && !finding.proven && finding.state == .unset)
    #expect(detection.controls.map(\.condition.text) == ["normal-skin"])
  }

  @Test func `presence averages the templates' softmaxes, evidence their differences`() async throws {
    let texts = FakeTexts(
      dimension: 8,
      vectors: [
        ("a photo of melanoma", Self.axis(6)), ("a photo of malignant", Self.axis(6)), ("melanoma", Self.axis(0)),
        ("psoriasis", Self.axis(1)), ("healthy", Self.axis(2)), ("object", Self.axis(3)), ("skin", Self.axis(4)),
        ("room", Self.axis(5)), ("wall", Self.axis(5)),
      ])
    let detector = try await Detector(pack, embedder: texts, encoder: Self.encoder())
    let score = try #require(try detector.score([0.6, 0, 0.2, 0, 0, 0, 0.1, 0], of: melanoma))
    let logistic = { (x: Double) in 1 / (1 + exp(-x)) }
    #expect(abs(score.evidence - ((0.6 - 0.1) + (0.1 - 0.1)) / 2) < 1e-6)
    #expect(abs(score.presence - (logistic(10 * 0.5) + logistic(0)) / 2) < 1e-6)
    #expect(abs(score.similarity - 0.35) < 1e-6)
  }

  @Test func `the pack's temperature goes before the checkpoint's scale`() async throws {
    let warm = try PackReader.parse(PackText.changing("temperature: null", to: "temperature: 0.5"), name: "p")
    let detector = try await Detector(warm, embedder: Self.texts, encoder: Self.encoder())
    let score = try #require(try detector.score([0.5, 0, 0.1, 0.1, 0, 0, 0, 0], of: melanoma))
    #expect(abs(score.presence - 1 / (1 + exp(-0.4 / 0.5))) < 1e-6)
  }

  @Test func `over several embeddings the strongest evidence counts, and says whose it is`() async throws {
    let crop = Region(x: 0.4, y: 0.4, width: 0.2, height: 0.2, weight: 1)
    let whole = embedding([0.1, 0.4, 0, 0, 0.5, 0, 0, 0])
    let detail = embedding([0.6, 0.2, 0, 0, 0.5, 0, 0, 0], region: crop)
    let detection = try await detector().detect([whole, detail])
    #expect(detection.embeddingIndices[melanoma] == 1 && detection.embeddingIndices[psoriasis] == 0)
    #expect(detection.findings.map(\.condition) == [melanoma, psoriasis])
    // Without patch maps the crop is where it comes from; the whole frame says nothing of where.
    #expect(detection.findings[0].regions == [Region(x: 0.4, y: 0.4, width: 0.2, height: 0.2, weight: 1)])
    #expect(detection.findings[1].regions.isEmpty)
  }

  @Test func `a crop's evidence counts less by the encoder's deduction, and speaks only where it is still stronger`() async throws
  {
    let crop = Region(x: 0.4, y: 0.4, width: 0.2, height: 0.2, weight: 1)
    let detector = try await detector(Self.encoder(cropDeduction: 0.1))
    let whole = embedding([0.5, 0.1, 0, 0, 0.5, 0, 0, 0])
    let clear = try detector.detect([whole, embedding([0.7, 0.15, 0, 0, 0.5, 0, 0, 0], region: crop)])
    #expect(clear.embeddingIndices[melanoma] == 1 && clear.embeddingIndices[psoriasis] == 0)
    let evidence = try #require(clear.findings.first { $0.condition == melanoma }?.evidence)
    #expect(abs(evidence - 0.6) < 1e-6)
    let alone = try detector.detect([whole]).findings.first { $0.condition == melanoma }
    #expect(abs(try #require(alone).evidence - 0.5) < 1e-6)
  }

  @Test func `a matching calibration gives a probability and proves; findings follow it`() async throws {
    let detector = try await detector(Self.encoder(weights: Self.hash), calibration())
    #expect(detector.proven == [melanoma])
    let detection = try detector.detect([embedding([0.3, 0.35, 0, 0, 0.5, 0, 0, 0])])
    let finding = try #require(detection.findings.first { $0.condition == melanoma })
    #expect(abs(try #require(finding.probability) - 1 / (1 + exp(-(8 * 0.3 - 1)))) < 1e-6 && finding.proven)
    #expect(detection.findings.first { $0.condition == psoriasis }?.probability == nil)
  }

  @Test func `a calibration of another model or pack version proves nothing`() async throws {
    for (encoder, calibration) in [
      (Self.encoder(weights: String(repeating: "0", count: 64)), calibration()), (Self.encoder(), calibration()),
      (Self.encoder(weights: Self.hash), calibration(version: 1)),
    ] {
      let detector = try await detector(encoder, calibration)
      #expect(detector.proven.isEmpty)
      #expect(
        try detector.detect([embedding(Self.axis(0))], ignoringGate: true).findings.allSatisfy {
          $0.probability == nil && !$0.proven
        })
    }
  }

  @Test func `the gate refuses by the pack's wordings where the encoder has none`() async throws {
    let detector = try await detector()
    let refused = try detector.detect([embedding([0.9, 0, 0, 0, 0.1, 0.3, 0, 0])])
    #expect(refused.gateReasons == [.notSkin] && refused.findings.isEmpty && refused.domainMargin < 0)
    let scored = try detector.detect([embedding([0.9, 0, 0, 0, 0.1, 0.3, 0, 0])], ignoringGate: true)
    #expect(scored.gateReasons == [.notSkin] && scored.findings.count == 2)
  }

  @Test(
    arguments: [
      ([-1], true), ([1], false), ([-3, 1], true), ([-1, 3], false), ([2, -5], false),
    ] as [([Float], Bool)])
  func `an encoder's own gate rules; a good crop lifts the frame half way`(logits: [Float], refused: Bool) async throws {
    let detector = try await detector(Self.encoder(threshold: 0))
    let crop = Region(x: 0, y: 0, width: 0.5, height: 0.5, weight: 1)
    let embeddings = logits.enumerated().map { index, logit in
      embedding(Self.axis(5), region: index == 0 ? .whole : crop, logit: logit)
    }
    #expect(try detector.detect(embeddings).gateReasons == (refused ? [.notSkin] : []))
  }

  @Test func `a crop outside the domain gives no evidence`() async throws {
    let detector = try await detector(Self.encoder(threshold: 0))
    let crop = Region(x: 0, y: 0, width: 0.5, height: 0.5, weight: 1)
    let detection = try detector.detect([
      embedding(Self.axis(1), logit: 4), embedding(Self.axis(0), region: crop, logit: -1),
    ])
    #expect(detection.embeddingIndices[melanoma] == 0)
    #expect(detection.findings.first?.condition == psoriasis)
  }

  @Test func `what the encoder was not trained on is left out`() async throws {
    let detector = try await Detector(pack, embedder: Self.texts, encoder: Self.encoder(), known: [psoriasis])
    let detection = try detector.detect([embedding([0.9, 0, 0, 0, 0.5, 0, 0, 0])])
    #expect(detection.findings.map(\.condition) == [psoriasis])
  }

  @Test func `regions come from the patches that stand out`() async throws {
    // 8 × 8 places over the right half of the frame: skin everywhere, melanoma at columns 2–3, rows 4–5.
    var values: [Float] = []
    for place in 0..<64 {
      let (row, column) = place.quotientAndRemainder(dividingBy: 8)
      values +=
        (4...5).contains(row) && (2...3).contains(column) ? [0.9, 0, 0.4, 0, 0, 0, 0, 0.1] : [0, 0, 0.9, 0, 0, 0, 0, 0.4]
    }
    let grid = PatchGrid(
      region: Region(x: 0.5, y: 0, width: 0.5, height: 1, weight: 1), columns: 8, rows: 8, dimension: 8, values: values)
    let detection = try await detector().detect([embedding([0.5, 0, 0.5, 0, 0.5, 0, 0, 0], patches: grid)])
    let regions = try #require(detection.findings.first { $0.condition == melanoma }?.regions)
    #expect(regions == [Region(x: 0.5 + 2 * 0.0625, y: 0.5, width: 0.125, height: 0.25, weight: 1)])
    #expect(detection.findings.first { $0.condition == psoriasis }?.regions.isEmpty == true)
  }

  @Test func `maps that are not shown give no regions, a crop that gave the evidence is one`() async throws {
    let crop = Region(x: 0.25, y: 0.25, width: 0.5, height: 0.5, weight: 1)
    let grid = PatchGrid(
      region: .whole, columns: 3, rows: 1, dimension: 8, values: Self.axis(2) + Self.axis(0) + Self.axis(2))
    let embeddings = [
      embedding([0.2, 0, 0.5, 0, 0.5, 0, 0, 0], patches: grid),
      embedding([0.9, 0, 0, 0, 0.5, 0, 0, 0], region: crop, patches: grid),
    ]
    let shown = try await detector().detect(embeddings)
    #expect(shown.findings.first { $0.condition == melanoma }?.regions.first?.width == 1.0 / 3)
    let hidden = try await Detector(pack, embedder: Self.texts, encoder: Self.encoder(), showsMaps: false).detect(embeddings)
    #expect(hidden.findings.first { $0.condition == melanoma }?.regions == [crop])
    let whole = try await Detector(pack, embedder: Self.texts, encoder: Self.encoder(), showsMaps: false)
      .detect(Array(embeddings.prefix(1)))
    #expect(whole.findings.flatMap { $0.regions }.isEmpty)
    #expect(hidden.findings.map(\.evidence) == shown.findings.map(\.evidence))
  }

  @Test func `the dense map of a condition has a value for each place`() async throws {
    let grid = PatchGrid(
      region: .whole, columns: 3, rows: 1, dimension: 8, values: Self.axis(2) + Self.axis(0) + Self.axis(1))
    let map = try #require(try await detector().map(of: melanoma, over: grid))
    #expect(map.count == 3 && map[1] > map[0] && map[1] > map[2])
    let wrong = PatchGrid(region: .whole, columns: 1, rows: 1, dimension: 2, values: [1, 0])
    await #expect(throws: DetectionError.dimension(expected: 8, actual: 2)) {
      try await detector().map(of: melanoma, over: wrong)
    }
    let unknown = try #require(ConditionIdentifier("unknown"))
    #expect(try await detector().map(of: unknown, over: grid) == nil)
  }

  @Test func `one place seen twice is one region, and places that were not encoded count for nothing`() async throws {
    let spot = Self.axis(0)
    let nothing = [Float](repeating: 0, count: 8)
    let skin = Self.axis(2)
    let whole = PatchGrid(
      region: .whole, columns: 4, rows: 1, dimension: 8, values: skin + spot + nothing + skin)
    let crop = Region(x: 0.25, y: 0, width: 0.25, height: 1, weight: 1)
    let detail = PatchGrid(region: crop, columns: 3, rows: 1, dimension: 8, values: skin + spot + skin)
    let detection = try await detector().detect([
      embedding([0.4, 0, 0.2, 0, 0.5, 0, 0, 0], patches: whole),
      embedding([0.5, 0, 0.2, 0, 0.5, 0, 0, 0], region: crop, patches: detail),
    ])
    #expect(detection.findings[0].condition == melanoma && detection.findings[0].regions.count == 1)
  }

  @Test func `bad vectors are failures, never zeros`() async throws {
    let detector = try await detector()
    #expect(throws: DetectionError.noEmbedding) { try detector.detect([]) }
    #expect(throws: DetectionError.dimension(expected: 8, actual: 3)) { try detector.detect([embedding([1, 0, 0])]) }
    var vector = Self.axis(0)
    vector[5] = .nan
    #expect(throws: DetectionError.notFinite) { try detector.detect([embedding(vector)]) }
    let grid = PatchGrid(region: .whole, columns: 1, rows: 1, dimension: 4, values: [1, 0, 0, 0])
    #expect(throws: DetectionError.dimension(expected: 8, actual: 4)) {
      try detector.detect([embedding(Self.axis(4), patches: grid)])
    }
    #expect(throws: DetectionError.vectorCount(expected: 13, actual: 1)) {
      try Detector(pack, prompts: PackPrompts(pack), vectors: [Self.axis(0)], encoder: Self.encoder())
    }
    let failing = FakeTexts(dimension: 8, vectors: [], fails: true)
    await #expect(throws: DetectionError.texts(problem: "Refusal()")) {
      try await Detector(pack, embedder: failing, encoder: Self.encoder())
    }
  }

  @Test func `one vector re-derives what the frame said`() async throws {
    let detector = try await detector(Self.encoder(weights: Self.hash), calibration())
    let picture: [Float] = [0.5, 0.1, 0.3, 0.1, 0.6, 0.2, 0, 0]
    let finding = try #require(try detector.detect([embedding(picture)]).findings.first { $0.condition == melanoma })
    let score = try #require(try detector.score(picture, of: melanoma))
    #expect(score.evidence == finding.evidence && score.probability == finding.probability && score.presence == finding.presence)
    #expect(try detector.score(picture, of: try #require(ConditionIdentifier("nothing"))) == nil)
  }
}
