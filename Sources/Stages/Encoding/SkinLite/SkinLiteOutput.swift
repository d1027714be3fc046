internal import Vocabulary

/// What the skinlite graph gave for a batch.
struct SkinLiteOutput {
  /// `[N × D]`, unit length.
  let embeddings: [Float]
  /// `[N × G·G × D]`, not normalised: their mean points where the embedding does.
  let patches: [Float]
  /// `[N]`
  let gates: [Float]

  /// Number `index` of the batch as an embedding of `region`.
  func embedding(_ index: Int, of region: Region, _ model: SkinLiteDescription) throws(EncodingError) -> ImageEmbedding {
    let width = model.dimension
    let places = model.grid * model.grid
    let vector = try Vectors.unit(embeddings[(index * width)..<((index + 1) * width)], output: "embedding")
    let map = try Vectors.gridOfUnitMean(
      Array(patches[(index * places * width)..<((index + 1) * places * width)]), width: width, output: "patches")
    guard gates[index].isFinite else { throw .degenerateVector(output: "gate") }
    return ImageEmbedding(
      region: region, vector: vector, tokens: places, isFullGrid: true,
      patches: PatchGrid(region: region, columns: model.grid, rows: model.grid, dimension: width, values: map),
      domainLogit: gates[index])
  }
}
