internal import Foundation
public import Vocabulary

/// What turns the evidence of one model into probabilities: fitted offline, fixed, and valid for that model only.
public struct Calibration: Sendable, Hashable {
  /// Hash of the weights it was fitted for.
  public let model: Fingerprint
  /// How a frame became vectors when it was fitted, in the encoder's words.
  public let viewRule: String
  /// The pack whose wordings it was fitted with; `nil` in files that do not say.
  public let pack: String?
  public let packVersion: Int?
  public let curves: [ConditionIdentifier: PlattCurve]
  /// In which the encoder may compute for it to hold: f32 in files that do not say.
  public let precisions: Set<Precision>

  public init(
    model: Fingerprint, viewRule: String, pack: String? = nil, packVersion: Int? = nil,
    curves: [ConditionIdentifier: PlattCurve], precisions: Set<Precision> = [.f32]
  ) {
    self.model = model
    self.viewRule = viewRule
    self.pack = pack
    self.packVersion = packVersion
    self.curves = curves
    self.precisions = precisions
  }

  /// Whether it was fitted for this model, in the precision in which it runs, and for this pack where it names one.
  public func fits(_ encoder: EncoderDescription, _ pack: Pack) -> Bool {
    guard model == encoder.weights ?? encoder.fingerprint else { return false }
    guard precisions.contains(where: { $0.rawValue == encoder.precision }) else { return false }
    return (self.pack ?? pack.id) == pack.id && (packVersion ?? pack.version) == pack.version
  }

  /// Reads a `calibration.json`.
  /// - Throws: ``DetectionError/calibration(file:problem:)``.
  public static func read(file path: String) throws(DetectionError) -> Calibration {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw .calibration(file: path, problem: "cannot be read")
    }
    return try parse([UInt8](bytes), name: path)
  }

  /// Parses the bytes of one; failures call it `name`.
  public static func parse(_ bytes: [UInt8], name: String) throws(DetectionError) -> Calibration {
    let file: CalibrationFile
    do {
      file = try JSONDecoder().decode(CalibrationFile.self, from: Data(bytes))
    } catch {
      throw .calibration(file: name, problem: CalibrationFile.problem(error))
    }
    return try file.calibration(name: name)
  }
}
