public import Vocabulary

extension Detector {
  /// The dense map that regions of a condition are read off, as the encoder's patch vectors give it.
  ///
  /// - Parameters:
  ///   - condition: one of the pack's conditions or controls.
  ///   - grid: of an embedding of this encoder.
  /// - Returns: a value for each place, row by row, the higher the more the place resembles the condition; `nil` if the pack has no such entry.
  /// - Throws: ``DetectionError/dimension(expected:actual:)``.
  public func map(of condition: ConditionIdentifier, over grid: PatchGrid) throws(DetectionError) -> [Float]? {
    guard grid.dimension == encoder.dimension else {
      throw .dimension(expected: encoder.dimension, actual: grid.dimension)
    }
    guard let entry = entries.firstIndex(where: { $0.id == condition }) else { return nil }
    let matrix = DirectionMatrix([maps[entry]], dimension: encoder.dimension)
    return (0..<(grid.columns * grid.rows)).map { place in
      matrix.product(grid.values[(place * grid.dimension)..<((place + 1) * grid.dimension)])[0]
    }
  }
}

extension ImageEmbedding {
  /// The same without its patch map.
  var withoutPatches: ImageEmbedding {
    var copy = ImageEmbedding(
      region: region, vector: vector, tokens: tokens, isFullGrid: isFullGrid, patches: nil, domainLogit: domainLogit)
    copy.encoder = encoder
    return copy
  }
}
