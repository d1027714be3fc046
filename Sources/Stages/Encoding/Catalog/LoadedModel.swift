public import Foundation

/// Both sides of a model, ready.
public struct LoadedModel: Sendable {
  public let image: DeviceEncoder<ModelImageEncoder>
  /// Keeps vectors on disk where the catalogue has a data folder.
  public let text: CachedTextEmbedder<ModelTextEmbedder>
  /// Where the model's files lie; a calibration may lie beside them.
  public let directory: URL
}
