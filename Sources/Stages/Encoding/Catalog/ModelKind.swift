import Foundation

/// What a directory holds.
public enum ModelKind: String, Sendable, Hashable, Codable {
  case skinlite, siglip

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
