import Foundation
internal import Vocabulary

/// What a directory holds.
public enum ModelKind: String, Sendable, Hashable, Codable {
  case skinlite, siglip

  /// What its image side can compute in. Depthwise convolutions lose too much in eight bits: skinlite's lowest cosine to f32 was 0.958.
  var precisions: [Precision] { self == .siglip ? Precision.allCases : [.f32, .bf16] }

  /// `nil` if `directory` is neither.
  init?(directory: URL) {
    let manager = FileManager.default
    if manager.fileExists(atPath: directory.appending(path: SkinLiteDescription.fileName).path) {
      self = .skinlite
      return
    }
    let url = SigLIPDirectory.snapshot(in: directory).appending(path: SigLIPConfiguration.fileName)
    guard manager.fileExists(atPath: url.path) else { return nil }
    // Whatever else a configuration speaks of, the SigLIP reader says what is wrong with it.
    self = .siglip
  }
}
