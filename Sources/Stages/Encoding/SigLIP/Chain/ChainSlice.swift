internal import OpenVINO
internal import Tiles

/// One slice of a tower: a graph that the library runs, or a layer on tiles.
enum ChainSlice: Sendable {
  case graph(CompiledModel)
  case layer(TileLayer, TilePool)

  /// Gives the pages of the weight files back: whoever runs the slice has a copy of its own.
  func forgetWeights() {
    if case .graph(let model) = self { model.forgetWeights() }
  }
}
