import Foundation
import Vocabulary
import YAML

/// Reads `overlay_text:`, a file's name or a mapping.
struct OverlayTextReader {
  static let keys = ["file", "words", "stream"]

  let folder: URL

  func read(_ node: YAMLNode) throws(YAMLFailure) -> OverlayTextSetting {
    if let text = try? node.text() { return OverlayTextSetting(file: try path(text, node)) }
    let mapping = try node.mapping(allowing: Self.keys)
    let file = try mapping.required("file")
    var setting = OverlayTextSetting(file: try path(try file.text(), file))
    if let node = mapping["words"] { setting.words = try node.choice(of: OverlayTextSetting.Words.self) }
    if let node = mapping["stream"] {
      let allowed = "a stream's name: 1 to 64 of a-z, 0-9 and -"
      guard let stream = StreamIdentifier(try node.text(allowed: allowed)) else { throw node.failure(allowed: allowed) }
      setting.stream = stream
    }
    return setting
  }

  /// Only `.txt`, so that a slip of the pen replaces no other file.
  private func path(_ text: String, _ node: YAMLNode) throws(YAMLFailure) -> String {
    guard text.hasSuffix(".txt") else { throw node.failure(allowed: "a file whose name ends in .txt; it is replaced") }
    return URL(fileURLWithPath: text, relativeTo: folder).standardizedFileURL.path
  }
}
