/// Finds spots on skin by comparing boxes with the strips beside them, at several sizes.
struct SpotFinder: Sendable {
  static let mostSpots = 4
  /// Half sides from a seventieth to a quarter of the longer side of the frame: from a mole on an arm to a close-up.
  private static let shares = [0.014, 0.02, 0.03, 0.043, 0.06, 0.085, 0.12, 0.17, 0.24]
  /// Half side, as a share of the longer side, from which on a spot's size speaks for it.
  private static let large: Float = 0.06
  private static let lowestScan: Float = 0.3
  private static let lowestScore: Float = 0.7
  /// How many places of the scan are looked at more closely.
  private static let refined = 40

  private let sums: BoxSums

  init(_ grid: PictureGrid, _ map: SkinMap) { sums = BoxSums(grid, map) }

  /// The best spots, best first, none twice. What was found in the frame before has an advantage, so that the choice does not
  /// flicker between places that are nearly alike.
  func spots(after previous: [Spot] = []) -> [Spot] {
    let longer = Double(max(sums.columns, sums.rows))
    let coarse = Self.shares.flatMap { scan(radius: max(2, Int(($0 * longer).rounded()))) }
    let refined = Self.best(coarse, Self.refined).map { spot in
      let refined = refine(spot)
      return refined.scaled(by: Self.advantage(of: refined, after: previous))
    }
    return Self.best(refined.filter { $0.score >= Self.lowestScore }, Self.mostSpots)
  }

  private static func advantage(of spot: Spot, after previous: [Spot]) -> Float {
    guard let rank = previous.firstIndex(where: { $0.isSame(as: spot) }) else { return 1 }
    return rank == 0 ? 1.5 : 1.3
  }

  private static func best(_ spots: [Spot], _ most: Int) -> [Spot] {
    var kept: [Spot] = []
    for spot in spots.sorted(by: { $0.score > $1.score }) where kept.count < most {
      if kept.allSatisfy({ !$0.isSame(as: spot) }) { kept.append(spot) }
    }
    return kept
  }

  /// Looks at every second place or fewer; what is found is placed exactly afterwards.
  private func scan(radius: Int) -> [Spot] {
    var found: [Spot] = []
    let stride = max(2, radius / 3)
    for row in Swift.stride(from: radius, to: sums.rows - radius, by: stride) {
      for column in Swift.stride(from: radius, to: sums.columns - radius, by: stride) {
        let score = score(column, row, radius)
        if score >= Self.lowestScan { found.append(Spot(column: column, row: row, radius: radius, score: score)) }
      }
    }
    return found
  }

  /// The best of the places and sizes next to a spot.
  private func refine(_ spot: Spot) -> Spot {
    var best = spot
    let step = max(1, spot.radius / 4)
    for radius in [spot.radius - step, spot.radius, spot.radius + step] where radius >= 2 {
      for row in [spot.row - step, spot.row, spot.row + step] where row >= radius && row < sums.rows - radius {
        for column in [spot.column - step, spot.column, spot.column + step]
        where column >= radius && column < sums.columns - radius {
          let score = score(column, row, radius)
          if score > best.score { best = Spot(column: column, row: row, radius: radius, score: score) }
        }
      }
    }
    return best
  }

  /// 0 where nothing can be said: too little foreground, no skin around, or no difference worth a closer look.
  func score(_ column: Int, _ row: Int, _ radius: Int) -> Float {
    let side = 2 * radius + 1
    let (left, right, top, bottom) = (column - radius, column + radius + 1, row - radius, row + radius + 1)
    let inner = sums.sum(left, top, right, bottom)
    guard Int(inner[0]) * 10 >= side * side * 7 else { return 0 }
    // The strips keep a little away, so that a box that sits not quite right still compares spot with skin.
    let gap = radius / 4
    let margin = max(2, (radius + 1) / 2)
    let reach = radius + gap + margin
    let around = sums.sum(column - reach, row - reach, column + reach + 1, row + reach + 1)
    let centre = SpotSurround.mean(inner)
    guard SpotSurround.differs(centre, SpotSurround.mean(around &- inner)) else { return 0 }
    var surround = SpotSurround(enough: Int32(side * margin * 2 / 5))
    surround.add(sums.sum(left - gap - margin, top, left - gap, bottom), .horizontal)
    surround.add(sums.sum(right + gap, top, right + gap + margin, bottom), .horizontal)
    surround.add(sums.sum(left, top - gap - margin, right, top - gap), .vertical)
    surround.add(sums.sum(left, bottom + gap, right, bottom + gap + margin), .vertical)
    // Gaps between fingers lie at the background's edge, and so do few of the spots that someone shows.
    let foreground = Float(around[0]) / Float((2 * reach + 1) * (2 * reach + 1))
    return surround.contrast(to: centre) * (0.2 + 0.8 * foreground * foreground) * centrality(column, row)
      * size(radius)
  }

  /// In a close-up the lesion is large and the hairs and pores beside it are sharp: contrast alone would choose those. The
  /// power is a choice by hand, not a fit.
  private func size(_ radius: Int) -> Float {
    let share = Float(radius) / Float(max(sums.columns, sums.rows))
    return share > Self.large ? (share / Self.large).squareRoot() : 1
  }

  /// Whoever shows a spot aims at it: 1 in the middle, 0.75 in the corners.
  private func centrality(_ column: Int, _ row: Int) -> Float {
    let across = 2 * Float(column) / Float(sums.columns) - 1
    let down = 2 * Float(row) / Float(sums.rows) - 1
    return 1 - 0.125 * (across * across + down * down)
  }
}
