import Vocabulary

extension ConditionIdentifier {
  static let melanoma = ConditionIdentifier("melanoma")!
  static let wart = ConditionIdentifier("wart")!
  static let acne = ConditionIdentifier("acne")!
  static let normal = ConditionIdentifier("normal")!
}

extension Region {
  /// Where the samples' findings lie.
  static let sample = Region(x: 0.5, y: 0.375, width: 0.25, height: 0.25, weight: 1)
}

extension Finding {
  static func of(_ condition: ConditionIdentifier, _ probability: Double?, isProven: Bool = true) -> Finding {
    Finding(
      condition: condition, similarity: 0, presence: 0.5, evidence: 0, probability: probability,
      proven: probability != nil && isProven, regions: [.sample])
  }
}

extension Assessment {
  static func of(_ findings: [Finding], gate: [GateReason] = []) -> Assessment {
    let frame = Frame(
      stream: StreamIdentifier("test")!, session: SessionIdentifier(), sequence: 7,
      capturedAt: Moment(monotonic: .zero, wallMilliseconds: 0), pixels: .grey(width: 4, height: 4))
    return Assessment(
      frame: frame, model: "test", precision: "f32", tokens: 1, isFullGrid: true, gateReasons: gate, findings: findings)
  }
}

extension PixelBuffer {
  /// A picture of one grey.
  static func grey(width: Int, height: Int, luma: UInt8 = 126, _ encoding: YCbCrEncoding = .bt601Limited) -> PixelBuffer {
    let format = PixelFormat.i420(encoding)
    var bytes = [UInt8](repeating: 128, count: byteCount(width: width, height: height, format: format))
    for index in 0..<width * height { bytes[index] = luma }
    return PixelBuffer(width: width, height: height, format: format, bytes: bytes)
  }
}

extension Pack {
  static let test = Pack(
    id: "test", version: 1, name: "Test", regionStrategy: "whole", gate: PackGate(inDomain: ["skin"], outOfDomain: ["wall"]),
    templates: ["{}"], normalTerms: ["skin"], outOfDomainTerms: ["wall"], temperature: nil,
    conditions: [
      condition(.wart, "Wart", .advisory), condition(.acne, "Acne", .caution), condition(.melanoma, "Melanoma", .warning),
    ],
    controls: [condition(.normal, "Normal skin", nil)], fingerprint: Fingerprint("pack"))

  private static func condition(_ id: ConditionIdentifier, _ name: String, _ tier: AlertTier?) -> Condition {
    Condition(id: id, name: name, codes: [], terms: [], tier: tier, threshold: nil, evidence: nil, isControl: tier == nil)
  }
}
