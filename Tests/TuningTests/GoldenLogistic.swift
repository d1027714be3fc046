import Foundation
import Testing

/// What `Tools/golden/tuning.py` wrote.
struct GoldenLogistic: Decodable {
  struct Case: Decodable, CustomTestStringConvertible {
    let name: String
    let c, intercept, folded_intercept: Double
    let vectors: [[Float]]
    let targets, weights, means, deviations, coefficients, folded, probabilities: [Double]

    var testDescription: String { name }
  }

  let cases: [Case]

  static let read: GoldenLogistic = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/tuning/logistic.json")
    guard let bytes = try? Data(contentsOf: file), let read = try? JSONDecoder().decode(GoldenLogistic.self, from: bytes) else {
      preconditionFailure("\(file.path) cannot be read")
    }
    return read
  }()
}
