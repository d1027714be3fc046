public import Vocabulary
internal import YAML

/// Reads specialty packs.
///
/// - Threading: callable from any thread.
public enum PackReader {
  /// The pack in a file.
  /// - Throws: ``DetectionError/yaml(_:)`` for its form, ``DetectionError/pack(file:_:)`` for what ``PackLint`` calls an error.
  public static func read(file path: String) throws(DetectionError) -> Pack {
    try parse(try bytes(path), name: path)
  }

  /// The pack in `bytes`; failures call it `name`.
  public static func parse(_ bytes: [UInt8], name: String) throws(DetectionError) -> Pack {
    let document: PackDocument
    do throws(YAMLFailure) { document = try PackDocument(bytes, name: name) } catch { throw .yaml(error) }
    let errors = PackLint(document).findings.filter { $0.severity == .error }
    guard errors.isEmpty else { throw .pack(file: name, errors) }
    return document.pack
  }

  static func bytes(_ path: String) throws(DetectionError) -> [UInt8] {
    do throws(YAMLFailure) { return try YAMLDocument.bytes(ofFile: path) } catch { throw .yaml(error) }
  }
}
