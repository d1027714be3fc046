import Foundation

/// A folder that appears whole or not at all: it is filled under another name beside its place, and then renamed.
struct NewFolder {
  private let path: String

  init(_ path: String) { self.path = path }

  /// - Throws: ``BackupError/notEmpty(path:)`` if something is there already.
  static func refuseFull(_ path: String) throws(BackupError) {
    let manager = FileManager.default
    guard manager.fileExists(atPath: path) else { return }
    guard let names = try? manager.contentsOfDirectory(atPath: path), names.isEmpty else { throw .notEmpty(path: path) }
  }

  /// Makes a folder that nobody but its owner may look into.
  static func make(_ path: String) throws(BackupError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch { throw .files(doing: "making", path: path, reason: error.localizedDescription) }
  }

  func fill<Result>(_ body: (_ draft: String) throws(BackupError) -> Result) throws(BackupError) -> Result {
    let draft = path + ".part"
    try Self.refuseFull(path)
    try? FileManager.default.removeItem(atPath: draft)
    try Self.make(draft)
    let result: Result
    do throws(BackupError) { result = try body(draft) } catch {
      try? FileManager.default.removeItem(atPath: draft)
      throw error
    }
    do {
      // An empty folder may stand in the place; a full one was refused, and is refused again here.
      if FileManager.default.fileExists(atPath: path) {
        try Self.refuseFull(path)
        try FileManager.default.removeItem(atPath: path)
      }
      try FileManager.default.moveItem(atPath: draft, toPath: path)
    } catch let error as BackupError { throw error } catch {
      throw .files(doing: "making", path: path, reason: error.localizedDescription)
    }
    return result
  }
}
