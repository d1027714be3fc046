import Vocabulary

/// Ages and rates of a stream over the last ten seconds. A value; time comes in with each call.
struct StreamGauges: Sendable {
  private static let window: Duration = .seconds(10)

  private var results: [(at: Duration, age: Double)] = []
  private var arrivals: [Duration] = []
  private var began: Duration?

  mutating func noteArrival(at now: Moment) {
    began = began ?? now.monotonic
    arrivals.append(now.monotonic)
    trim(now.monotonic)
  }

  /// - Parameter age: from capture to the event's writing.
  mutating func noteResult(age: Duration, at now: Moment) {
    results.append((now.monotonic, age.milliseconds))
    trim(now.monotonic)
  }

  mutating func reset() { self = StreamGauges() }

  mutating func quantiles(at now: Moment) -> Quantiles? {
    trim(now.monotonic)
    return Quantiles(of: results.map(\.age))
  }

  /// Share of results within the promised 100 ms; `nil` if there were none.
  var within100Milliseconds: Double? {
    results.isEmpty ? nil : Double(results.count { $0.age <= 100 }) / Double(results.count)
  }

  mutating func rate(at now: Moment) -> StreamState.Rate {
    trim(now.monotonic)
    let span = began.map { min(Self.window, now.monotonic - $0) } ?? .zero
    let seconds = max(span.milliseconds / 1000, 1)
    return StreamState.Rate(
      received: (Double(arrivals.count) / seconds).rounded(decimals: 1),
      analysed: (Double(results.count) / seconds).rounded(decimals: 1))
  }

  private mutating func trim(_ now: Duration) {
    let start = now - Self.window
    if let first = arrivals.firstIndex(where: { $0 >= start }) { arrivals.removeFirst(first) } else { arrivals.removeAll() }
    if let first = results.firstIndex(where: { $0.at >= start }) { results.removeFirst(first) } else { results.removeAll() }
  }
}

extension Double {
  /// Rounded to a number of decimals.
  func rounded(decimals: Int) -> Double {
    let factor = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    return (self * factor).rounded() / factor
  }
}
