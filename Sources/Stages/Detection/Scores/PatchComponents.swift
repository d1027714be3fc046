import Vocabulary

/// Groups the marked places of a grid that touch along an edge.
struct PatchComponents {
  struct Component {
    /// Row-major indices.
    var places: [Int] = []
    let columns: Int

    /// The smallest rectangle around the places, in fractions of the frame.
    func region(in grid: PatchGrid) -> Region {
      let x = places.map { $0 % columns }
      let y = places.map { $0 / columns }
      guard let left = x.min(), let right = x.max(), let top = y.min(), let bottom = y.max() else { return grid.region }
      let width = grid.region.width / Double(grid.columns)
      let height = grid.region.height / Double(grid.rows)
      return Region(
        x: grid.region.x + Double(left) * width, y: grid.region.y + Double(top) * height, width: Double(right - left + 1) * width,
        height: Double(bottom - top + 1) * height, weight: 1)
    }
  }

  private(set) var components: [Component] = []

  init(columns: Int, rows: Int, isMarked: (Int) -> Bool) {
    var waiting = (0..<(columns * rows)).map(isMarked)
    for start in waiting.indices where waiting[start] {
      var component = Component(columns: columns)
      var stack = [start]
      waiting[start] = false
      while let place = stack.popLast() {
        component.places.append(place)
        for next in Self.neighbours(of: place, columns: columns, rows: rows) where waiting[next] {
          waiting[next] = false
          stack.append(next)
        }
      }
      components.append(component)
    }
  }

  private static func neighbours(of place: Int, columns: Int, rows: Int) -> [Int] {
    let (row, column) = place.quotientAndRemainder(dividingBy: columns)
    var neighbours: [Int] = []
    if column > 0 { neighbours.append(place - 1) }
    if column < columns - 1 { neighbours.append(place + 1) }
    if row > 0 { neighbours.append(place - columns) }
    if row < rows - 1 { neighbours.append(place + columns) }
    return neighbours
  }
}
