import Vocabulary

/// What an alert looked like: the mean of the vectors of the frames that raised it, of length 1.
struct CaseVector: Sendable {
  let session: SessionIdentifier
  /// Fingerprint of the encoder: vectors of another say nothing beside it.
  let model: String
  let values: [Float]

  /// Reads an `alert-raised` entry.
  ///
  /// - Returns: `nil` for one that was purged, or that holds no vectors of one length.
  init?(_ entry: JournalEntry) {
    guard let session = entry.session, let model = entry.data["model"]?.text, case .array(let frames)? = entry.data["why"]
    else { return nil }
    let vectors = frames.compactMap { Self.vector($0) }
    guard let mean = Self.mean(vectors) else { return nil }
    self.init(session: session, model: model, values: mean)
  }

  init(session: SessionIdentifier, model: String, values: [Float]) {
    self.session = session
    self.model = model
    self.values = values
  }

  /// Cosine, −1…1: both have length 1.
  func cosine(with other: CaseVector) -> Double {
    var sum = 0.0
    for place in values.indices { sum += Double(values[place]) * Double(other.values[place]) }
    return min(1, max(-1, sum))
  }

  private static func vector(_ frame: JSONValue) -> [Double]? {
    guard case .array(let numbers)? = frame["vector"], !numbers.isEmpty else { return nil }
    let vector = numbers.compactMap(\.double)
    return vector.count == numbers.count ? vector : nil
  }

  private static func mean(_ vectors: [[Double]]) -> [Float]? {
    guard let width = vectors.first?.count, vectors.allSatisfy({ $0.count == width }) else { return nil }
    var sum = [Double](repeating: 0, count: width)
    for vector in vectors {
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 0, length.isFinite else { return nil }
      for place in 0..<width { sum[place] += vector[place] / length }
    }
    let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard length > 0 else { return nil }
    return sum.map { Float($0 / length) }
  }
}
