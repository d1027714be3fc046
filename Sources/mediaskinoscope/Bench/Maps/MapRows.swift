import Detection
import Statistics
import Vocabulary

/// Rows of `bench maps`: curves by kind of picture and order, hits by size.
struct MapRows {
  struct Curve: Encodable, Sendable {
    let kind: String
    let order: String
    let pictures: Int
    let deletion: Double
    let deletionInterval: [Double]?
    let insertion: Double
    let insertionInterval: [Double]?
    /// What the order costs beside one embedding, in milliseconds.
    let milliseconds: Double

    enum CodingKeys: String, CodingKey {
      case kind, order, pictures, deletion, insertion
      case deletionInterval = "deletion_interval"
      case insertionInterval = "insertion_interval"
      case milliseconds = "ms"
    }
  }

  struct Pointing: Encodable, Sendable {
    let side: Double?
    let order: String
    let pictures: Int
    let hits: Int
    let interval: [Double]?
    let chance: Double
  }

  let findings: [MapFinding]

  var kinds: [String] { Array(Set(findings.map(\.kind))).sorted() }

  func curve(_ kind: String, _ order: MapFinding.Order) -> Curve {
    let chosen = findings.filter { $0.kind == kind }
    let bootstrap = GroupBootstrap(groups: chosen.map(\.group))
    func mean(_ value: @escaping (MapFinding.Areas) -> Double) -> (Double, [Double]?) {
      let values = chosen.map { $0.areas[order].map(value) ?? 0 }
      return (Self.mean(values, values.map { _ in 1 }) ?? 0, bootstrap.interval { Self.mean(values, $0) }?.ends)
    }
    let (deletion, deletionInterval) = mean(\.deletion)
    let (insertion, insertionInterval) = mean(\.insertion)
    let milliseconds = chosen.compactMap { $0.milliseconds[order] }.reduce(0, +) / Double(max(chosen.count, 1))
    return Curve(
      kind: kind, order: order.rawValue, pictures: chosen.count, deletion: deletion.rounded3,
      deletionInterval: deletionInterval?.map(\.rounded3), insertion: insertion.rounded3,
      insertionInterval: insertionInterval?.map(\.rounded3), milliseconds: milliseconds.rounded3)
  }

  /// How often an order's first place lies in the pasted lesion; `nil` = of every side.
  func pointing(_ order: MapFinding.Order, side: Double?) -> Pointing? {
    let chosen = findings.filter { $0.hits[order] != nil && (side == nil || $0.side == side) }
    guard !chosen.isEmpty else { return nil }
    let hits = chosen.count { $0.hits[order] == true }
    return Pointing(
      side: side, order: order.rawValue, pictures: chosen.count, hits: hits,
      interval: Proportion(hits, of: chosen.count).wilson()?.ends.map(\.rounded3),
      chance: (chosen.compactMap(\.chance).reduce(0, +) / Double(chosen.count)).rounded3)
  }

  /// The map against random orders on the same pictures; `nil` where too few are there for an interval.
  func verdict(of model: Fingerprint, pack: String) -> MapVerdict? {
    guard let deletion = gain({ $0.areas[.random]?.deletion }, { $0.areas[.map]?.deletion }),
      let insertion = gain({ $0.areas[.map]?.insertion }, { $0.areas[.random]?.insertion })
    else { return nil }
    return MapVerdict(model: model, pack: pack, pictures: findings.count, deletionGain: deletion, insertionGain: insertion)
  }

  private func gain(_ first: (MapFinding) -> Double?, _ second: (MapFinding) -> Double?) -> MapVerdict.Gain? {
    let values = findings.map { (first($0) ?? 0) - (second($0) ?? 0) }
    let bootstrap = GroupBootstrap(groups: findings.map(\.group))
    // Fewer than four patients or pictures give an interval that means nothing.
    guard bootstrap.groupCount >= 4, let mean = Self.mean(values, values.map { _ in 1 }),
      let interval = bootstrap.interval(of: { Self.mean(values, $0) })
    else { return nil }
    return .init(mean: mean.rounded3, low: interval.low.rounded3, high: interval.high.rounded3)
  }

  private static func mean(_ values: [Double], _ weights: [Int]) -> Double? {
    let count = weights.reduce(0, +)
    return count > 0 ? zip(values, weights).reduce(0) { $0 + $1.0 * Double($1.1) } / Double(count) : nil
  }
}
