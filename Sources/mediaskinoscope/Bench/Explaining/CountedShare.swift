import Statistics

/// A share of a count, as the bench prints it: with Wilson's interval at 95 %.
struct CountedShare: Encodable, Sendable {
  let hits: Int
  let count: Int
  /// `nil` of nothing.
  let value: Double?
  let interval: [Double]?

  init(_ hits: Int, of count: Int) {
    let proportion = Proportion(hits, of: count)
    (self.hits, self.count, value) = (hits, count, proportion.value)
    interval = proportion.wilson().map { [$0.low, $0.high] }
  }

  /// The share, or a dash.
  var text: String { value?.formatted3 ?? "–" }

  /// `0.951–0.998 of 120`.
  var range: String { "\(interval?.map(\.formatted3).joined(separator: "–") ?? "nothing") of \(count)" }
}
