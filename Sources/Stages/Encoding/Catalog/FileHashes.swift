internal import Cryptography
public import Foundation
internal import OpenVINO
internal import Synchronization

/// SHA-256 of weight files, remembered between starts: hashing gigabytes at each one would cost seconds.
///
/// A hash is believed while path, size and time of last change are the same; a file replaced by one with equal facts would go
/// unnoticed, which takes intent.
///
/// - Threading: safe from any thread.
public final class FileHashes: Sendable {
  private struct Row: Codable {
    let byteCount: Int
    let changedAt: Double
    let sha256: String
  }

  private let file: URL?
  private let rows: Mutex<[String: Row]>

  /// - Parameter folder: the data folder, or `nil` to remember for this process only. A damaged list is begun anew.
  public init(folder: URL?) {
    file = folder?.appending(path: "file-hashes.json")
    let stored = file.flatMap { try? Data(contentsOf: $0) }.flatMap { try? JSONDecoder().decode([String: Row].self, from: $0) }
    rows = Mutex(stored ?? [:])
  }

  /// Lower-case hexadecimal SHA-256 of the file at `url`.
  ///
  /// - Throws: ``EncodingError/file(path:reason:)``.
  public func sha256(of url: URL) throws(EncodingError) -> String {
    let path = url.resolvingSymlinksInPath().path
    guard let facts = try? FileManager.default.attributesOfItem(atPath: path), let size = facts[.size] as? Int,
      let changed = facts[.modificationDate] as? Date
    else { throw .file(path: url.path, reason: "is missing") }
    let changedAt = changed.timeIntervalSince1970
    if let row = rows.withLock({ $0[path] }), row.byteCount == size, row.changedAt == changedAt { return row.sha256 }
    let digest = try Self.hash(path: path)
    remember(Row(byteCount: size, changedAt: changedAt, sha256: digest), for: path)
    return digest
  }

  private static func hash(path: String) throws(EncodingError) -> String {
    let mapped = try engine { () throws(OpenVINOError) in try MappedFile(path: path) }
    return mapped.withRawBytes(in: 0..<mapped.byteCount) { SHA256.digest(of: $0).hexadecimal }
  }

  private func remember(_ row: Row, for path: String) {
    let all = rows.withLock { rows in
      rows[path] = row
      return rows
    }
    // Only a cache: a folder that cannot be written costs time at the next start and nothing else.
    if let file { try? JSONEncoder().encode(all).write(to: file, options: .atomic) }
  }
}
