import Vocabulary

/// Where a region lies and how large it is, in words.
enum PlaceWords {
  /// By the ninth of the picture that the region's middle falls into.
  static func position(of region: Region) -> String {
    let column = third(region.x + region.width / 2)
    let row = third(region.y + region.height / 2)
    if column == 1, row == 1 { return "in the middle of the picture" }
    let across = ["left", "middle", "right"][column]
    let down = ["upper", "middle", "lower"][row]
    if row == 1 { return "at the \(across) of the picture" }
    if column == 1 { return "in the \(down) middle of the picture" }
    return "in the \(down) \(across) of the picture"
  }

  static func size(of region: Region) -> String {
    let share = region.width * region.height
    return share < 0.01 ? "less than 1 % of its area" : "about \(Int((share * 100).rounded())) % of its area"
  }

  private static func third(_ value: Double) -> Int { value < 1.0 / 3 ? 0 : value < 2.0 / 3 ? 1 : 2 }
}
