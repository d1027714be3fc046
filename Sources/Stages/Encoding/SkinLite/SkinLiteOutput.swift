internal import Vocabulary

/// What the towers gave for one picture.
struct SkinLiteOutput {
  /// `[G·G × D/T]` of each of T towers, not normalised: side by side, their mean points where the embedding does.
  let patches: [[Float]]
  /// Of each tower; their sum is the logit of skin.
  let gates: [Float]

  /// The picture as an embedding of `region`.
  func embedding(of region: Region, _ model: SkinLiteDescription) throws(EncodingError) -> ImageEmbedding {
    let places = model.grid * model.grid
    let (vector, map) = try Vectors.meanAndGrid(sideBySide(places), width: model.dimension, output: "patches")
    let gate = gates.reduce(0, +)
    guard gate.isFinite else { throw .degenerateVector(output: "gate") }
    return ImageEmbedding(
      region: region, vector: vector, tokens: places, isFullGrid: true,
      patches: PatchGrid(region: region, columns: model.grid, rows: model.grid, dimension: model.dimension, values: map),
      domainLogit: gate)
  }

  /// `[G·G × D]`
  private func sideBySide(_ places: Int) -> [Float] {
    guard patches.count > 1 else { return patches[0] }
    var values: [Float] = []
    values.reserveCapacity(patches.reduce(0) { $0 + $1.count })
    for place in 0..<places {
      for tower in patches {
        let width = tower.count / places
        values += tower[(place * width)..<((place + 1) * width)]
      }
    }
    return values
  }
}
