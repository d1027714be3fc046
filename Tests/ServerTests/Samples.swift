import Vocabulary

extension StreamIdentifier {
  static let demo = sample("demo")
  static func sample(_ text: String) -> StreamIdentifier {
    guard let id = StreamIdentifier(text) else { preconditionFailure("no stream id: \(text)") }
    return id
  }
}

extension ConditionIdentifier {
  static let melanoma = sample("melanoma")
  static let nevus = sample("melanocytic-nevus")
  static func sample(_ text: String) -> ConditionIdentifier {
    guard let id = ConditionIdentifier(text) else { preconditionFailure("no condition id: \(text)") }
    return id
  }
}

extension StreamState {
  static func sample(_ id: StreamIdentifier) -> StreamState {
    StreamState(
      id: id, source: "demo", kind: .file, pack: "dermatology", state: .live, session: nil, frames: FrameCounts(), age: nil,
      within100Milliseconds: nil, framesPerSecond: .init(received: 30, analysed: 30), demo: true, watchable: true, message: nil)
  }
}

extension Pack {
  static let sample = Pack(
    id: "dermatology", version: 1, name: "Dermatology", regionStrategy: "skin", gate: PackGate(inDomain: [], outOfDomain: []),
    templates: ["{}"], normalTerms: ["normal skin"], outOfDomainTerms: ["a wall"], temperature: nil,
    conditions: [
      Condition(
        id: .melanoma, name: "Melanoma", codes: [OntologyCode(system: "s", code: "c", display: "d")], terms: ["melanoma"],
        tier: .warning, threshold: ThresholdSetting(enter: 0.6, exit: 0.5), evidence: "test", isControl: false),
      Condition(
        id: .nevus, name: "Melanocytic nevus", codes: [], terms: ["nevus"], tier: nil, threshold: nil, evidence: nil,
        isControl: false),
    ],
    controls: [
      Condition(
        id: .sample("normal-skin"), name: "Normal skin", codes: [], terms: [], tier: nil, threshold: nil, evidence: nil,
        isControl: true)
    ], fingerprint: Fingerprint("f"))
}

extension EncoderDescription {
  static let sample = EncoderDescription(
    model: "skinlite 1.0", fingerprint: Fingerprint("e"), precision: "f32", preprocessing: "own", dimension: 8, logitScale: 1,
    domainThreshold: 0)
}

extension Assessment {
  static func sample(_ stream: StreamIdentifier, sequence: UInt64) -> Assessment {
    let format = PixelFormat.rgb
    let pixels = PixelBuffer(
      width: 2, height: 2, format: format,
      bytes: [UInt8](repeating: 0, count: PixelBuffer.byteCount(width: 2, height: 2, format: format)))
    let frame = Frame(
      stream: stream, session: SessionIdentifier(), sequence: sequence,
      capturedAt: Moment(monotonic: .zero, wallMilliseconds: 1_000), pixels: pixels)
    return Assessment(
      frame: frame, model: "skinlite 1.0", precision: "f32", tokens: 1, isFullGrid: true, gateReasons: [],
      findings: [
        Finding(condition: .melanoma, similarity: 0.1, presence: 0.5, evidence: 0.1, probability: nil, proven: false)
      ])
  }
}

extension AlertRecord {
  static func sample(
    _ stream: StreamIdentifier = .demo, session: SessionIdentifier = SessionIdentifier(), vectors: [[Float]] = [[0.25, 0.5]],
    model: String = "e"
  ) -> AlertRecord {
    AlertRecord(
      id: AlertIdentifier(), stream: stream, session: session, condition: .melanoma, codes: [], tier: .warning,
      raisedAt: "2026-01-01T00:00:00.000Z", capturedAt: "2026-01-01T00:00:00.000Z", probability: nil,
      threshold: ThresholdSetting(enter: 0.6, exit: 0.5),
      why: vectors.map {
        AlertReasonFrame(frame: 1, capturedAt: "2026-01-01T00:00:00.000Z", evidence: 0.1, value: 0.7, vector: $0)
      },
      model: Fingerprint(model), pack: Fingerprint("f"), preprocessing: "own", frameSHA256: "s", demo: true)
  }
}
