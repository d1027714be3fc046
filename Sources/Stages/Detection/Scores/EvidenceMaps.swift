import Vocabulary

/// Finds where in a frame the evidence of some conditions comes from.
struct EvidenceMaps {
  /// A box of a map with the highest value in it.
  private struct Box {
    let region: Region
    let peak: Float
  }

  /// How far down from the peak, towards the map's median, a place still belongs to the box.
  private static let depth: Float = 0.5
  private static let mostBoxes = 3

  /// One direction for each condition.
  private let matrix: DirectionMatrix

  init(_ directions: [[Float]], dimension: Int) { matrix = DirectionMatrix(directions, dimension: dimension) }

  /// For each condition its boxes in fractions of the frame, strongest first, weights relative to the strongest; without patch
  /// maps the crop that gave the evidence, and nothing if that was the whole frame.
  /// - Parameter best: for each condition, which embedding gave its evidence.
  func regions(in embeddings: [ImageEmbedding], best: [Int]) -> [[Region]] {
    let grids = embeddings.compactMap(\.patches)
    let values = grids.map(values)
    return best.indices.map { condition in
      let found = zip(grids, values).flatMap { grid, values in boxes(in: grid, values.map { $0?[condition] }) }
      return found.isEmpty ? Self.crop(embeddings[best[condition]]) : Self.strongest(found)
    }
  }

  private static func crop(_ embedding: ImageEmbedding) -> [Region] {
    embedding.patches != nil || embedding.region.isWhole ? [] : [embedding.region.weighing(1)]
  }

  private static func strongest(_ boxes: [Box]) -> [Region] {
    let ordered = boxes.sorted { $0.peak > $1.peak }
    var kept: [Box] = []
    for box in ordered where kept.count < mostBoxes {
      // The same place seen in the whole frame and in a crop is one place.
      if kept.allSatisfy({ $0.region.overlap(with: box.region) < 0.5 }) { kept.append(box) }
    }
    return kept.map { $0.region.weighing(Double($0.peak / kept[0].peak)) }
  }

  /// What rises above the middle between the map's median and its peak, and above nothing.
  private func boxes(in grid: PatchGrid, _ values: [Float?]) -> [Box] {
    let seen = values.compactMap(\.self).sorted()
    guard let peak = seen.last, peak > 0 else { return [] }
    let median = seen[seen.count / 2]
    let threshold = max(0, median + (peak - median) * Self.depth)
    return PatchComponents(columns: grid.columns, rows: grid.rows) { values[$0].map { $0 >= threshold } ?? false }
      .components.map { component in
        Box(region: component.region(in: grid), peak: component.places.compactMap { values[$0] }.max() ?? 0)
      }
      .filter { $0.peak > 0 }
  }

  /// The value of each place under each condition; `nil` where the encoder did not look.
  private func values(of grid: PatchGrid) -> [[Float]?] {
    (0..<(grid.columns * grid.rows)).map { place in
      let vector = grid.values[(place * grid.dimension)..<((place + 1) * grid.dimension)]
      guard vector.contains(where: { $0 != 0 }), vector.allSatisfy(\.isFinite) else { return nil }
      return matrix.product(vector)
    }
  }
}
