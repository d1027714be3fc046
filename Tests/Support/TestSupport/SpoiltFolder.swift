import Foundation

/// A folder that cannot be read for a while, by whoever runs the tests, root included: a file stands in its place. What was opened
/// before must have been closed.
public struct SpoiltFolder {
  private let folder: URL
  private var aside: URL { folder.deletingLastPathComponent().appending(path: folder.lastPathComponent + "-aside") }

  /// - Parameter path: the folder's.
  public init(path: String) throws {
    folder = URL(filePath: path, directoryHint: .notDirectory)
    try FileManager.default.moveItem(at: folder, to: aside)
    try Data("spoilt".utf8).write(to: folder)
  }

  /// Puts it back.
  public func mend() throws {
    try FileManager.default.removeItem(at: folder)
    try FileManager.default.moveItem(at: aside, to: folder)
  }
}
