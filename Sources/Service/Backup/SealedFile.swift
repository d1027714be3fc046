import Cryptography
import Foundation

/// A file sealed piece by piece, so that a large one needs no more memory than a small one.
///
/// Each piece is authenticated with the file's name in the backup, its own number, and whether it is the last: pieces can be neither
/// swapped, nor left out, nor cut off.
enum SealedFile {
  /// Bytes of plaintext in a piece.
  static let pieceByteCount = 4 * 1024 * 1024
  private static let overhead = AES256GCM.nonceByteCount + AES256GCM.tagByteCount

  /// Seals `source` into `target`.
  ///
  /// - Returns: how many bytes the source has, and their SHA-256.
  static func seal(_ source: String, into target: String, name: String, key: Secret) throws -> (bytes: Int64, hash: Digest) {
    let input = try FileHandle(forReadingFrom: URL(fileURLWithPath: source))
    defer { try? input.close() }
    let output = try newFile(target)
    defer { try? output.close() }
    var hash = SHA256()
    var (count, number) = (Int64(0), 0)
    var piece = try read(input)
    while true {
      let next = piece.count == pieceByteCount ? try read(input) : []
      hash.update(piece)
      count += Int64(piece.count)
      let sealed = try AES256GCM.seal(piece, key: key, authenticating: label(name, number, isLast: next.isEmpty))
      try output.write(contentsOf: Data(sealed.joined))
      if next.isEmpty { break }
      (piece, number) = (next, number + 1)
    }
    try output.synchronize()
    return (count, hash.finish())
  }

  /// Opens `source` into `target`.
  ///
  /// - Returns: how many bytes there were, and their SHA-256.
  /// - Throws: ``CryptographyError/notAuthentic`` and ``CryptographyError/length(of:expected:actual:)`` for what was changed or cut off.
  static func open(_ source: String, into target: String, name: String, key: Secret) throws -> (bytes: Int64, hash: Digest) {
    let input = try FileHandle(forReadingFrom: URL(fileURLWithPath: source))
    defer { try? input.close() }
    let output = try newFile(target)
    defer { try? output.close() }
    var hash = SHA256()
    var (count, number) = (Int64(0), 0)
    var sealed = try read(input, pieceByteCount + overhead)
    while true {
      let next = sealed.count == pieceByteCount + overhead ? try read(input, pieceByteCount + overhead) : []
      let piece = try AES256GCM.open(
        SealedBytes(joined: sealed), key: key, authenticating: label(name, number, isLast: next.isEmpty))
      hash.update(piece)
      count += Int64(piece.count)
      try output.write(contentsOf: Data(piece))
      if next.isEmpty { break }
      (sealed, number) = (next, number + 1)
    }
    try output.synchronize()
    return (count, hash.finish())
  }

  private static func label(_ name: String, _ number: Int, isLast: Bool) -> [UInt8] {
    Array("skino-backup-1\n\(name)\n\(number)\n\(isLast)".utf8)
  }

  private static func read(_ handle: FileHandle, _ count: Int = pieceByteCount) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count, let more = try handle.read(upToCount: count - bytes.count), !more.isEmpty { bytes += more }
    return bytes
  }

  /// Nobody but the owner may read it, from its first byte on.
  private static func newFile(_ path: String) throws -> FileHandle {
    guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw BackupError.files(doing: "making", path: path, reason: "the file cannot be made")
    }
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }
}
