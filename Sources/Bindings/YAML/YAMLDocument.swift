private import Foundation

/// Reads a YAML document into a tree: the core schema, one document, no aliases, anchors or tags, within ``YAMLLimits``.
///
/// - Threading: callable from any thread; nothing is shared.
public enum YAMLDocument {
  /// Parses UTF-8 bytes.
  /// - Parameters:
  ///   - bytes: the document; refused beyond ``YAMLLimits/bytes``.
  ///   - name: what failures call the document, usually its path.
  /// - Returns: the root; a null scalar for an empty document.
  public static func parse(_ bytes: [UInt8], name: String) throws(YAMLFailure) -> YAMLNode {
    guard bytes.count <= YAMLLimits.bytes else {
      throw .limit(.init(file: name, line: 1, column: 1), allowed: "\(YAMLLimits.bytes) bytes")
    }
    var builder = YAMLTreeBuilder(bytes, file: name)
    return try builder.document()
  }

  /// Parses a text.
  public static func parse(_ text: String, name: String) throws(YAMLFailure) -> YAMLNode {
    try parse(Array(text.utf8), name: name)
  }

  /// The bytes of a file, for those who also need their hash.
  /// - Throws: ``YAMLFailure/unreadable(file:code:)``, or ``YAMLFailure/limit(_:allowed:)`` before a large file is read.
  public static func bytes(ofFile path: String) throws(YAMLFailure) -> [UInt8] {
    let data: Data?
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      data = try handle.read(upToCount: YAMLLimits.bytes + 1)
    } catch {
      let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
      throw .unreadable(file: path, code: Int32(cause?.code ?? (error as NSError).code))
    }
    let bytes = [UInt8](data ?? Data())
    guard bytes.count <= YAMLLimits.bytes else {
      throw .limit(.init(file: path, line: 1, column: 1), allowed: "\(YAMLLimits.bytes) bytes")
    }
    return bytes
  }

  /// Reads and parses a file.
  public static func read(file path: String) throws(YAMLFailure) -> YAMLNode {
    try parse(try bytes(ofFile: path), name: path)
  }
}
