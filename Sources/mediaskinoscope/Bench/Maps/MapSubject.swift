import Vocabulary

/// A picture whose score is to be explained.
struct MapSubject: Sendable {
  let kind: String
  let pixels: PixelBuffer
  /// What its label says; `nil` = whatever the encoder finds most evidence of.
  let condition: ConditionIdentifier?
  let group: String
  /// Where the lesion was pasted, for the pointing game.
  let pasted: PastedPicture?
  /// The lesion's side as a share of the frame's width.
  let side: Double?
}
