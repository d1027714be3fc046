import Statistics
import Vocabulary

/// Lesions on hands, each lesion once: size, place and hand go by a fixed seed.
struct PastedSet {
  struct Item: Sendable {
    let picture: PastedPicture
    let condition: ConditionIdentifier
    let group: String
    let side: Double
  }

  /// Sides of the lesions, as shares of the frame's width.
  static let sides = [0.1, 0.2, 0.35]

  /// The lesions of `sets`, one after the other.
  static func each(of sets: PictureSets, _ body: (Item) async throws -> Void) async throws {
    var random = SplitMix64(seed: 2)
    for (index, lesion) in sets.lesions.enumerated() {
      guard let condition = lesion.condition else { continue }
      let hand = sets.hands[random.number(below: sets.hands.count)]
      // Away from the frame's edge, so that the whole lesion is in view.
      let (x, y) = (0.3 + 0.4 * Double(random.number(below: 1000)) / 1000, 0.3 + 0.4 * Double(random.number(below: 1000)) / 1000)
      let side = sides[index % sides.count]
      let picture = PastedPicture(lesion: try await lesion.read(), on: try await hand.read(), side: side, x: x, y: y)
      try await body(Item(picture: picture, condition: condition, group: lesion.group, side: side))
    }
  }
}
