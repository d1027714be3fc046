import Foundation

/// Files that may be read as sources.
enum LocalFile {
  /// The path with every link followed, if it is a regular file that can be read and lies in one of `folders`.
  static func resolve(_ path: String, within folders: [String]?) throws(SourceAddressError) -> String {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw .malformed }
    let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    // First of all, so that nobody learns which files exist elsewhere.
    if let folders, !folders.contains(where: { resolved.hasPrefix(prefix(of: $0)) }) {
      throw .file(.outside(folders: folders))
    }
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolved) else { throw .file(.missing) }
    guard attributes[.type] as? FileAttributeType == .typeRegular else { throw .file(.notRegular) }
    guard FileManager.default.isReadableFile(atPath: resolved) else { throw .file(.unreadable) }
    return resolved
  }

  private static func prefix(of folder: String) -> String {
    let resolved = URL(fileURLWithPath: folder, isDirectory: true).resolvingSymlinksInPath().path
    return resolved.hasSuffix("/") ? resolved : resolved + "/"
  }
}
