internal import Foundation
internal import Vocabulary

/// The form of `calibration.json`.
struct CalibrationFile: Decodable {
  struct Entry: Decodable {
    let kind: String
    let slope: Double
    let intercept: Double
    let count: Int
    let positives: Int

    enum CodingKeys: String, CodingKey {
      case kind, slope, intercept, positives
      case count = "n"
    }
  }

  let model: String
  let viewRule: String
  let pack: String?
  let packVersion: Int?
  let conditions: [String: Entry]
  /// Name of each precision that it holds for, with what was measured; f32 alone if absent.
  let precisions: [String: Comparison]?

  /// How far another precision is from f32 in probability, on how many pictures.
  struct Comparison: Decodable {
    let pictures: Int
    let largestDifference: Double

    enum CodingKeys: String, CodingKey {
      case pictures
      case largestDifference = "largest_difference"
    }
  }

  enum CodingKeys: String, CodingKey {
    case pack, conditions, precisions
    case model = "model_sha256"
    case viewRule = "view_rule"
    case packVersion = "pack_version"
  }

  func calibration(name: String) throws(DetectionError) -> Calibration {
    var curves: [ConditionIdentifier: PlattCurve] = [:]
    for (text, entry) in conditions {
      guard let condition = ConditionIdentifier(text) else { throw .calibration(file: name, problem: "\(text) is no condition") }
      if let fault = entry.fault { throw .calibration(file: name, problem: "\(text): \(fault)") }
      curves[condition] = PlattCurve(
        slope: entry.slope, intercept: entry.intercept, count: entry.count, positives: entry.positives)
    }
    guard model.utf8.count == 64, model.allSatisfy(\.isHexDigit) else {
      throw .calibration(file: name, problem: "model_sha256 must be 64 hexadecimal digits")
    }
    return Calibration(
      model: Fingerprint(model.lowercased()), viewRule: viewRule, pack: pack, packVersion: packVersion, curves: curves,
      precisions: try named(name))
  }

  /// f32, in which curves are fitted, and the others that it names.
  private func named(_ name: String) throws(DetectionError) -> Set<Precision> {
    var found: Set<Precision> = [.f32]
    for (text, comparison) in precisions ?? [:] {
      guard let precision = Precision(rawValue: text) else {
        throw .calibration(file: name, problem: "precisions.\(text) is none of \(Precision.allCases.map(\.rawValue))")
      }
      guard comparison.pictures > 0, (0...1).contains(comparison.largestDifference) else {
        throw .calibration(
          file: name, problem: "precisions.\(text) needs what was measured: pictures, and a difference of 0 to 1")
      }
      found.insert(precision)
    }
    return found
  }

  /// What the decoder complains of, with the path to it.
  static func problem(_ error: any Error) -> String {
    func path(_ context: DecodingError.Context) -> String { context.codingPath.map(\.stringValue).joined(separator: ".") }
    return switch error {
    case DecodingError.keyNotFound(let key, let context): "\(path(context)) lacks \(key.stringValue)"
    case DecodingError.typeMismatch(let type, let context): "\(path(context)) is no \(type)"
    case DecodingError.valueNotFound(let type, let context): "\(path(context)) is null, not \(type)"
    default: "is no JSON of a calibration's form"
    }
  }
}

extension CalibrationFile.Entry {
  /// Why it cannot be used. A curve that falls would call the least alike the most probable.
  fileprivate var fault: String? {
    if kind != "platt" { return "kind must be platt, not \(kind)" }
    if !(slope > 0 && slope.isFinite && intercept.isFinite) { return "slope must be above 0, and both numbers finite" }
    if count < 2 || positives < 1 || positives >= count { return "needs pictures with and without the condition" }
    return nil
  }
}
