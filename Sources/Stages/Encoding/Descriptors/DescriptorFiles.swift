public import Foundation

/// Imported text vectors beside a model: texts that they hold get the stored vector, all others the model's own.
///
/// They are part of the text side's fingerprint: a model with them and the same one without are two, and vectors kept for one are
/// never taken for the other's.
public enum DescriptorFiles {
  static let indexName = "descriptors.index"
  static let labelsName = "descriptors.txt"

  /// The files' names, if `directory` has them.
  static func names(in directory: URL) -> [String] {
    [indexName, labelsName].filter { FileManager.default.fileExists(atPath: directory.appending(path: $0).path) }
  }

  /// Vector by text; empty without the files.
  static func read(_ directory: URL, dimension: Int) throws(EncodingError) -> [String: [Float]] {
    guard !names(in: directory).isEmpty else { return [:] }
    let index = try FlatIndexFile(index: directory.appending(path: indexName), labels: directory.appending(path: labelsName))
    guard index.dimension == dimension else {
      throw .configuration(
        file: indexName, field: "dimension", expected: "\(dimension), the model's", actual: "\(index.dimension)")
    }
    return Dictionary(zip(index.labels, index.vectors)) { first, _ in first }
  }

  /// Makes a model directory that is another one's files, by links, with an index beside them.
  ///
  /// - Throws: ``EncodingError/file(path:reason:)`` if `target` is there already or cannot be written.
  public static func write(model: URL, index: URL, labels: URL, to target: URL) throws(EncodingError) {
    let manager = FileManager.default
    let source = SigLIPDirectory.snapshot(in: model).resolvingSymlinksInPath()
    guard !manager.fileExists(atPath: target.path) else {
      throw .file(path: target.path, reason: "is there already; name another folder")
    }
    do {
      try manager.createDirectory(at: target, withIntermediateDirectories: true)
      for name in try manager.contentsOfDirectory(atPath: source.path) where !name.hasPrefix(".") && !names.contains(name) {
        try manager.createSymbolicLink(at: target.appending(path: name), withDestinationURL: source.appending(path: name))
      }
      try manager.copyItem(at: index.resolvingSymlinksInPath(), to: target.appending(path: indexName))
      try manager.copyItem(at: labels.resolvingSymlinksInPath(), to: target.appending(path: labelsName))
    } catch {
      throw .file(path: target.path, reason: "cannot be written")
    }
  }

  private static let names = [indexName, labelsName]
}
