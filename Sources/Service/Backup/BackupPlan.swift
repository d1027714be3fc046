import Foundation

/// Which files of a data folder a backup takes: all but locks, what SQLite keeps beside a database, and caches that are made anew.
struct BackupPlan: Sendable {
  /// A file to take.
  struct Item: Sendable, Hashable {
    let path: String
    let isDatabase: Bool
  }

  /// Folders and files that a server makes again by itself.
  static let caches = ["voice/", "text-vectors/", "int8/", "file-hashes.json"]
  private static let passing = ["-wal", "-shm", "-journal", ".lock", ".new", ".tmp"]

  let items: [Item]

  /// - Throws: ``BackupError/noData(path:)``.
  init(folder: String) throws(BackupError) {
    guard let paths = FileManager.default.enumerator(atPath: folder) else { throw .noData(path: folder) }
    var items: [Item] = []
    while let path = paths.nextObject() as? String {
      let type = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(path)")[.type] as? FileAttributeType
      guard type == .typeRegular, !Self.caches.contains(where: path.hasPrefix), !Self.passing.contains(where: path.hasSuffix)
      else {
        continue
      }
      items.append(Item(path: path, isDatabase: path.hasSuffix(".sqlite")))
    }
    guard !items.isEmpty else { throw .noData(path: folder) }
    self.items = items.sorted { $0.path < $1.path }
  }
}
