/// Which cells could be skin, and which are the background around it.
///
/// Skin of every tone is warm: its Cr lies above its Cb, by some 50 levels on light skin and by few on very dark skin, through a
/// dermatoscope or under white light. That is all this asks; wood, cardboard and walls pass too, and the encoder's gate sees to them.
struct SkinMap: Sendable {
  /// The largest patch of skin is smaller than this share of the frame: the subject is too far away.
  static let farShare = 0.015
  /// And smaller than this: there is none.
  static let noneShare = 0.004

  let skin: CellMask
  /// Cells that are no skin and belong to what lies around it, not to a spot on it.
  let background: CellMask
  let largest: CellComponent?

  init(_ grid: PictureGrid) {
    let tone = SkinTone(grid)
    let raw = CellMask(columns: grid.columns, rows: grid.rows) {
      tone.isPlausible(luma: grid.luma[$0], blue: grid.blue[$0], red: grid.red[$0])
    }
    skin = raw
    let skinLabels = CellLabels(raw)
    largest = skinLabels.components.max { $0.count < $1.count }
    let others = CellLabels(CellMask(columns: grid.columns, rows: grid.rows) { !raw[$0] })
    // A spot that is no skin colour is an island in skin; what is large or reaches the frame's edge is no spot.
    let isBackground = others.components.map { $0.touchesBorder && $0.count > grid.count / 200 || $0.count > grid.count / 8 }
    background = CellMask(columns: grid.columns, rows: grid.rows) { place in
      let label = others.labels[place]
      return label >= 0 && isBackground[Int(label)]
    }
  }

  var largestShare: Double { Double(largest?.count ?? 0) / Double(max(1, skin.cells.count)) }
}
