import Vocabulary

/// One row of `bench encoder`.
struct EncoderRow: Encodable, Sendable {
  let view: String
  let precision: String
  var tokens: Int
  /// Milliseconds.
  let median: Double
  let p95: Double
  /// With the f32 vector of the same patches.
  let cosine: Double?
  /// All operations ÷ the engine's own int8 rate at this number of tokens.
  let floor: Double?
  /// Of this process while only this tower is loaded, in megabytes.
  var anonymousMegabytes: Double?

  private enum CodingKeys: String, CodingKey {
    case engine, view, precision, tokens, cosine
    case median = "median_ms"
    case p95 = "p95_ms"
    case floor = "int8_floor_ms"
    case anonymousMegabytes = "anonymous_mb"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("mediaskinoscope", forKey: .engine)
    try container.encode(view, forKey: .view)
    try container.encode(precision, forKey: .precision)
    try container.encode(tokens, forKey: .tokens)
    try container.encode(median.rounded3, forKey: .median)
    try container.encode(p95.rounded3, forKey: .p95)
    try container.encode(cosine, forKey: .cosine)
    try container.encode(floor?.rounded3, forKey: .floor)
    try container.encode(anonymousMegabytes?.rounded3, forKey: .anonymousMegabytes)
  }

  var cells: [String] {
    [
      view, precision, tokens > 0 ? "\(tokens)" : "-", median.formatted2, p95.formatted2,
      cosine.map { String(($0 * 1_000_000).rounded(.down) / 1_000_000) } ?? "-", floor.map(\.formatted2) ?? "-",
      floor.map { (median / $0).formatted2 } ?? "-", anonymousMegabytes.map { "\(Int($0))" } ?? "-",
    ]
  }

  static let columns = [
    "measured", "precision", "tokens", "median", "p95", "cosine to f32", "int8 floor", "÷ floor", "anonymous MB",
  ]
}

extension EncoderRow {
  /// One that is compared with nothing.
  init(view: String, precision: String, tokens: Int, times: Quantiles) {
    self.init(view: view, precision: precision, tokens: tokens, median: times.p50, p95: times.p95, cosine: nil, floor: nil)
  }
}
