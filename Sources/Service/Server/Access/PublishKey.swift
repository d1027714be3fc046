public import Cryptography
import Foundation

/// The key of signed publish tokens, in the data folder. Whoever removes the file takes back every token.
public enum PublishKey {
  /// Its file's name.
  public static let fileName = "publish.key"

  /// Reads the key, or makes it where there is none.
  ///
  /// - Parameter folder: the data folder.
  /// - Returns: 32 bytes.
  /// - Throws: ``PublishTokenError/key(path:)`` if it cannot be read or written, or others may read it.
  public static func load(folder: String) throws(PublishTokenError) -> Secret {
    let path = URL(fileURLWithPath: folder, isDirectory: true).appendingPathComponent(fileName).path
    do {
      do { return try read(path) } catch SecretFile.Failure.absent {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try SecretFile.write(try Secret.random(byteCount: SHA256.byteCount), to: path)
        return try read(path)
      }
    } catch { throw .key(path: path) }
  }

  /// The key for a server that starts.
  ///
  /// - Parameter folder: the data folder.
  /// - Returns: the key; `nil` where there is none and none can be made, so that no signed token holds: such a folder stops no server.
  /// - Throws: ``PublishTokenError/key(path:)`` if there is one that cannot be used: otherwise every token would be called wrong, and
  ///   nobody would know why.
  public static func usable(folder: String) throws(PublishTokenError) -> Secret? {
    do throws(PublishTokenError) { return try load(folder: folder) } catch {
      let path = URL(fileURLWithPath: folder, isDirectory: true).appendingPathComponent(fileName).path
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      throw error
    }
  }

  private static func read(_ path: String) throws -> Secret {
    let key = try SecretFile.read(path)
    guard key.byteCount == SHA256.byteCount else { throw PublishTokenError.key(path: path) }
    return key
  }
}
