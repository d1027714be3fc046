/// Light that is mirrored by skin and hides it.
struct Glare: Sendable {
  private static let brightness: Float = 245
  private static let colour: Float = 14
  private static let fewestCells = 4
  /// Beyond this share of the skin a frame is refused.
  private static let mostShare = 0.12

  /// Mirrored area as a share of the skin and it.
  let share: Double

  init(_ grid: PictureGrid, _ map: SkinMap) {
    let mirrors = CellMask(columns: grid.columns, rows: grid.rows) { place in
      grid.luma[place] >= Self.brightness && abs(grid.blue[place]) + abs(grid.red[place]) < Self.colour
    }
    guard mirrors.count >= Self.fewestCells else {
      share = 0
      return
    }
    let within = CellLabels(mirrors).components.filter { component in
      component.count >= Self.fewestCells && !component.touchesBorder && Self.isAmongSkin(component, map, mirrors)
    }
    let area = within.reduce(0) { $0 + $1.count }
    share = Double(area) / Double(max(1, area + map.skin.count))
  }

  var isTooMuch: Bool { share > Self.mostShare }

  /// A white wall or sheet has skin on one side at most.
  private static func isAmongSkin(_ component: CellComponent, _ map: SkinMap, _ mirrors: CellMask) -> Bool {
    var skin = 0
    var others = 0
    for row in max(0, component.top - 2)...min(mirrors.rows - 1, component.bottom + 2) {
      for column in max(0, component.left - 2)...min(mirrors.columns - 1, component.right + 2) {
        let place = row * mirrors.columns + column
        if mirrors[place] { continue }
        if map.skin[place] { skin += 1 } else { others += 1 }
      }
    }
    return skin > 2 * others
  }
}
