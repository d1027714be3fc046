import Foundation
import YAML

extension Settings {
  /// Reads a configuration file. Relative paths in it are relative to its folder.
  public init(file path: String) throws(ConfigurationError) {
    let root: YAMLNode
    do { root = try YAMLDocument.read(file: path) } catch { throw .document(error) }
    try self.init(root, folder: URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }

  /// Reads a configuration's text; `name` is what errors call it.
  public init(text: String, name: String, folder: String) throws(ConfigurationError) {
    let root: YAMLNode
    do { root = try YAMLDocument.parse(text, name: name) } catch { throw .document(error) }
    try self.init(root, folder: folder)
  }

  private init(_ root: YAMLNode, folder: String) throws(ConfigurationError) {
    self.init()
    // An empty file is a configuration in which everything has its default.
    guard !root.isNull else { return }
    do {
      let reader = SettingsReader(
        mapping: try root.mapping(allowing: SettingsReader.keys), folder: URL(fileURLWithPath: folder, isDirectory: true))
      try reader.fill(&self)
    } catch {
      throw .document(error)
    }
  }
}
