import Encoding
import Foundation
import Pipeline
import Statistics
import Vocabulary

/// Deletion, insertion and pointing of one encoder's maps, a picture at a time.
///
/// - Source: Petsiuk, Das and Saenko 2018 (RISE) for deletion and insertion; Zhang et al. 2016 (excitation backprop) for the pointing game;
///   Zeiler and Fergus 2014 for occlusion.
struct MapStudy {
  static let steps = 7
  static let randomOrders = 3

  let probe: MapProbe

  /// `nil` where the whole picture gives no more evidence than an empty one: then there is nothing to explain.
  ///
  /// - Throws: ``CommandFailure`` for an encoder without patch maps.
  func study(_ subject: MapSubject, random: inout SplitMix64) async throws -> MapFinding? {
    let picture = subject.pixels
    let mask = CellMask(width: picture.width, height: picture.height, rgb: picture.rgbBytes)
    let whole = try await probe.whole(picture)
    guard let grid = whole.patches else { throw CommandFailure.failed("bench maps: this encoder gives no patch map") }
    let condition = try condition(of: subject, whole.vector)
    var start = ContinuousClock.now
    guard let map = try probe.map(of: condition, over: grid) else { return nil }
    let cells = CellMask.means(of: grid, map)
    var finding = MapFinding(
      kind: subject.kind, group: subject.group, side: subject.side, chance: subject.pasted?.share)
    func add(_ order: MapFinding.Order, _ orders: [[Int]], since start: ContinuousClock.Instant) async throws -> Bool {
      finding.milliseconds[order] = (ContinuousClock.now - start).milliseconds
      var curves: [FaithfulnessCurve] = []
      for cells in orders {
        guard let curve = try await curve(cells, mask, condition) else { return false }
        curves.append(curve)
      }
      finding.areas[order] = MapFinding.Areas(curves)
      return true
    }
    guard try await add(.map, [Self.order(cells)], since: start) else { return nil }
    start = .now
    let drops = try await drops(mask, condition)
    guard try await add(.occlusion, [Self.order(drops)], since: start) else { return nil }
    start = .now
    let orders = (0..<Self.randomOrders).map { _ in (0..<CellMask.count).shuffled(using: &random) }
    guard try await add(.random, orders, since: start) else { return nil }
    if let pasted = subject.pasted {
      finding.hits[.map] = Self.peak(of: map, in: grid).map { pasted.holds(x: $0.x, y: $0.y) }
      finding.hits[.occlusion] = Self.order(drops).first.map { cell in
        let place = CellMask.middle(of: cell)
        return pasted.holds(x: place.x, y: place.y)
      }
    }
    return finding
  }

  /// The label's condition where the encoder scores it, else the one with the most evidence.
  private func condition(of subject: MapSubject, _ vector: [Float]) throws -> ConditionIdentifier {
    if let labelled = subject.condition, probe.conditions.contains(labelled) { return labelled }
    var best: (condition: ConditionIdentifier, evidence: Double)?
    for condition in probe.conditions {
      guard let evidence = try probe.evidence(in: vector, of: condition), evidence > best?.evidence ?? -.infinity else {
        continue
      }
      best = (condition, evidence)
    }
    guard let best else { throw CommandFailure.failed("bench maps: the pack has no condition that this encoder scores") }
    return best.condition
  }

  /// Places, the highest value first.
  private static func order(_ values: [Double]) -> [Int] { values.indices.sorted { (values[$0], $1) > (values[$1], $0) } }

  /// The middle of the map's highest patch that lies within the picture.
  private static func peak(of map: [Float], in grid: PatchGrid) -> (x: Double, y: Double)? {
    map.indices.compactMap { place -> (value: Float, x: Double, y: Double)? in
      let middle = CellMask.middle(of: place, in: grid)
      return (0..<1).contains(middle.x) && (0..<1).contains(middle.y) ? (map[place], middle.x, middle.y) : nil
    }
    .max { $0.value < $1.value }.map { ($0.x, $0.y) }
  }

  private func evidence(_ pixels: PixelBuffer, _ condition: ConditionIdentifier) async throws -> Double {
    try probe.evidence(in: try await probe.whole(pixels).vector, of: condition) ?? 0
  }

  /// How much the evidence falls when a cell alone is covered.
  private func drops(_ mask: CellMask, _ condition: ConditionIdentifier) async throws -> [Double] {
    var drops: [Double] = []
    for cell in 0..<CellMask.count { drops.append(-(try await evidence(mask.covering([cell]), condition))) }
    return drops
  }

  private func curve(_ order: [Int], _ mask: CellMask, _ condition: ConditionIdentifier) async throws -> FaithfulnessCurve? {
    var (deleting, inserting): ([Double], [Double]) = ([], [])
    for step in 0...Self.steps {
      let count = step * CellMask.count / Self.steps
      deleting.append(try await evidence(mask.covering(order.prefix(count)), condition))
      inserting.append(try await evidence(mask.covering(order.dropFirst(count)), condition))
    }
    return FaithfulnessCurve(deleting: deleting, inserting: inserting)
  }
}
