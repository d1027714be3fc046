import Detection
import Testing
import Vocabulary

@Suite("Calibration") struct CalibrationTests {
  static let hash = String(repeating: "0a", count: 32)

  static func text(_ curve: String = #""kind":"platt","slope":12.5,"intercept":-2,"n":700,"positives":52"#) -> [UInt8] {
    Array(#"{"model_sha256":"\#(hash)","view_rule":"whole+crop","conditions":{"melanoma":{\#(curve)}}}"#.utf8)
  }

  @Test func `reads curves`() throws {
    let calibration = try Calibration.parse(Self.text(), name: "calibration.json")
    let melanoma = try #require(ConditionIdentifier("melanoma"))
    #expect(calibration.model.text == Self.hash && calibration.viewRule == "whole+crop" && calibration.pack == nil)
    let curve = try #require(calibration.curves[melanoma])
    #expect(curve.count == 700 && curve.positives == 52)
    #expect(
      curve.probability(0.16) == 0.5 && curve.probability(1) > 0.99 && curve.probability(-1000) >= 0
        && curve.probability(1000) <= 1)
  }

  @Test(arguments: [
    (#""kind":"isotonic","slope":1,"intercept":0,"n":7,"positives":5"#, "melanoma: kind must be platt, not isotonic"),
    (#""kind":"platt","slope":-1,"intercept":0,"n":7,"positives":5"#, "melanoma: slope must be above 0, and both numbers finite"),
    (#""kind":"platt","slope":1,"intercept":0,"n":7,"positives":7"#, "melanoma: needs pictures with and without the condition"),
    (#""kind":"platt","intercept":0,"n":7,"positives":5"#, "conditions.melanoma lacks slope"),
  ])
  func `refuses curves that cannot be used`(curve: String, problem: String) {
    #expect(throws: DetectionError.calibration(file: "c.json", problem: problem)) {
      try Calibration.parse(Self.text(curve), name: "c.json")
    }
  }

  @Test func `holds for f32, and for another precision only if it says what was compared`() throws {
    func parsed(_ precisions: String) throws -> Calibration {
      let text = String(decoding: Self.text(), as: UTF8.self).replacing(#""view_rule""#, with: precisions + #""view_rule""#)
      return try Calibration.parse(Array(text.utf8), name: "c.json")
    }
    #expect(try parsed("").precisions == [.f32])
    #expect(try parsed(#""precisions":{"bf16":{"pictures":700,"largest_difference":0.02}},"#).precisions == [.f32, .bf16])
    for unproven in ["{}", #"{"pictures":0,"largest_difference":0.1}"#, #"{"pictures":9,"largest_difference":2}"#] {
      #expect(throws: DetectionError.self) { try parsed(#""precisions":{"bf16":\#(unproven)},"#) }
    }
    #expect(throws: DetectionError.self) { try parsed(#""precisions":{"int4":{"pictures":700,"largest_difference":0.02}},"#) }
  }

  @Test func `makes no probability of what was computed in a precision that it does not name`() throws {
    let curves = [try #require(ConditionIdentifier("melanoma")): PlattCurve(slope: 8, intercept: -1, count: 100, positives: 20)]
    func encoder(_ precision: String) -> EncoderDescription {
      EncoderDescription(
        model: "fake", fingerprint: Fingerprint(precision), precision: precision, preprocessing: "own", dimension: 8,
        logitScale: 10,
        domainThreshold: nil, weights: Fingerprint(Self.hash))
    }
    let pack = try PackReader.parse(Array(PackText.valid.utf8), name: "p.yaml")
    let narrow = Calibration(model: Fingerprint(Self.hash), viewRule: "whole", curves: curves)
    #expect(narrow.fits(encoder("f32"), pack) && !narrow.fits(encoder("bf16"), pack))
    let wide = Calibration(model: Fingerprint(Self.hash), viewRule: "whole", curves: curves, precisions: [.f32, .bf16])
    #expect(wide.fits(encoder("bf16"), pack) && !wide.fits(encoder("int8"), pack))
  }

  @Test func `a missing or broken file is a failure`() {
    #expect(throws: DetectionError.calibration(file: "/nowhere.json", problem: "cannot be read")) {
      try Calibration.read(file: "/nowhere.json")
    }
    #expect(throws: DetectionError.calibration(file: "c", problem: "is no JSON of a calibration's form")) {
      try Calibration.parse(Array("{".utf8), name: "c")
    }
  }
}
