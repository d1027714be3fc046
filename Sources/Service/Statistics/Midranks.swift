/// Ranks from 1, equal values sharing the mean of theirs.
enum Midranks {
  /// - Parameter values: anything that can be ordered; not a number has no rank and must not occur.
  /// - Returns: a rank for each value.
  /// - Source: Kendall, "The treatment of ties in ranking problems", Biometrika 33, 1945.
  static func of(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }
}
