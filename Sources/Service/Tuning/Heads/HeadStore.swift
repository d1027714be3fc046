internal import Cryptography
public import Foundation
internal import Vocabulary

/// The heads of a data folder: `heads/NAME/VERSION.json`, the key that signs them, and which are in force.
///
/// - Threading: a value; it reads and writes files on the caller's thread.
public struct HeadStore: Sendable {
  /// A file of a version, and what became of reading it.
  public struct Version: Sendable {
    public let name: String
    public let version: Int
    public let head: Result<SignedHead, TuningError>
  }

  public let folder: URL

  /// - Parameter data: the data folder.
  public init(data: String) { folder = URL(fileURLWithPath: data).appending(path: "heads") }

  private var keyFile: URL { folder.appending(path: "signing.key") }
  private var activeFile: URL { folder.appending(path: "active.json") }

  /// Whether a text can name a head: 1 to 40 of a–z, 0–9 and single inner hyphens.
  ///
  /// - Parameter name: any text.
  /// - Returns: whether it can.
  public static func isName(_ name: String) -> Bool { name.utf8.count <= 40 && ConditionIdentifier(name) != nil }

  // MARK: Versions

  /// Every version there is, by name and number, the damaged ones too.
  ///
  /// - Returns: an empty list where there is no folder.
  public func versions() -> [Version] {
    names.flatMap { name in numbers(of: name).map { Version(name: name, version: $0, head: result(name, $0)) } }
  }

  private func result(_ name: String, _ version: Int) -> Result<SignedHead, TuningError> {
    do throws(TuningError) { return .success(try head(name, version)) } catch { return .failure(error) }
  }

  private var names: [String] {
    let found = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return found.filter { Self.isName($0) && !numbers(of: $0).isEmpty }.sorted()
  }

  private func numbers(of name: String, suffix: String = ".json") -> [Int] {
    let found = (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: name).path)) ?? []
    return found.filter { $0.hasSuffix(suffix) }.compactMap { Int($0.dropLast(suffix.count)) }.filter { $0 > 0 }.sorted()
  }

  /// One version, checked.
  ///
  /// - Parameters:
  ///   - name: the head's.
  ///   - version: which; the newest if `nil`.
  /// - Returns: the head.
  /// - Throws: ``TuningError/unknown(name:version:)``, ``TuningError/tampered(file:problem:)``.
  public func head(_ name: String, _ version: Int? = nil) throws(TuningError) -> SignedHead {
    guard Self.isName(name) else { throw .name(name) }
    guard let number = version ?? numbers(of: name).last else { throw .unknown(name: name, version: nil) }
    let file = file(name, number)
    guard let bytes = FileManager.default.contents(atPath: file.path) else { throw .unknown(name: name, version: number) }
    let head = try SignedHead(reading: bytes, file: shown(file), key: try key(making: false))
    guard head.content.name == name, head.content.version == number else {
      throw .tampered(file: shown(file), problem: "it is head '\(head.content.name)' version \(head.content.version)")
    }
    return head
  }

  /// Signs and stores a new version.
  ///
  /// - Parameters:
  ///   - name: the head's.
  ///   - content: makes the content for the number it will have, one above every one there ever was.
  /// - Returns: what was stored.
  /// - Throws: ``TuningError/name(_:)``, ``TuningError/folder(path:problem:)``.
  public func add(_ name: String, _ content: (Int) -> HeadContent) throws(TuningError) -> SignedHead {
    guard Self.isName(name) else { throw .name(name) }
    let key = try key(making: true)
    let last = (numbers(of: name) + numbers(of: name, suffix: ".removed")).max() ?? 0
    let head = try SignedHead(signing: content(last + 1), key: key)
    try makeFolder(folder.appending(path: name))
    try write(head, to: file(name, last + 1))
    return head
  }

  /// Removes a version that is not in force; its number is not given again.
  ///
  /// Alerts that were raised under it cannot be derived again afterwards.
  /// - Parameters:
  ///   - name: the head's.
  ///   - version: which.
  /// - Throws: ``TuningError/inForce(name:version:)``, ``TuningError/unknown(name:version:)``, ``TuningError/folder(path:problem:)``.
  public func remove(_ name: String, _ version: Int) throws(TuningError) {
    var active = try active()
    guard active.versions[name] != version else { throw .inForce(name: name, version: version) }
    guard numbers(of: name).contains(version) else { throw .unknown(name: name, version: version) }
    active.forget(name, version)
    try save(active)
    let old = file(name, version)
    do {
      try Data().write(to: old.deletingPathExtension().appendingPathExtension("removed"))
      try FileManager.default.removeItem(at: old)
    } catch { throw .folder(path: shown(old), problem: "it cannot be removed: \(error.localizedDescription)") }
  }

  private func file(_ name: String, _ version: Int) -> URL { folder.appending(path: name).appending(path: "\(version).json") }

  /// What messages say: the path below the data folder.
  private func shown(_ file: URL) -> String {
    "heads" + file.path.dropFirst(folder.path.count)
  }

  // MARK: What is in force

  private struct SignedActive: Codable {
    let active: ActiveHeads
    let signature: String
  }

  /// What is in force.
  ///
  /// - Returns: nothing where nobody activated any.
  /// - Throws: ``TuningError/tampered(file:problem:)``, ``TuningError/folder(path:problem:)`` where it is there and cannot be read.
  public func active() throws(TuningError) -> ActiveHeads {
    guard let bytes = FileManager.default.contents(atPath: activeFile.path) else {
      // Nothing there is nothing in force; something that cannot be read is not.
      guard FileManager.default.fileExists(atPath: activeFile.path) else { return ActiveHeads() }
      throw .folder(path: shown(activeFile), problem: "it is there and cannot be read; give the server the right to read it")
    }
    let key = try key(making: false)
    guard let read = try? JSONDecoder().decode(SignedActive.self, from: bytes),
      let code = Hexadecimal.bytes(of: read.signature),
      let message = try? Self.bytes(read.active), (try? MessageAuthentication.isValid(code, of: message, key: key)) == true
    else { throw .tampered(file: shown(activeFile), problem: "its signature is not of this data folder's key") }
    return read.active
  }

  /// Puts another state in force, for this program's next start and every other's.
  ///
  /// - Parameter active: the new state.
  /// - Throws: ``TuningError/folder(path:problem:)``.
  public func save(_ active: ActiveHeads) throws(TuningError) {
    do {
      let code = try MessageAuthentication.sha256(try Self.bytes(active), key: try key(making: true))
      try write(SignedActive(active: active, signature: Hexadecimal.text(of: code)), to: activeFile)
    } catch let failure as TuningError { throw failure } catch {
      throw .folder(path: shown(activeFile), problem: "\(error)")
    }
  }

  // MARK: Files

  private static func bytes(_ active: ActiveHeads) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return Array("skino-heads-active-1\n".utf8) + [UInt8](try encoder.encode(active))
  }

  private func key(making: Bool) throws(TuningError) -> Secret {
    do throws(SecretFile.Failure) { return try SecretFile.read(keyFile.path) } catch {
      guard case .absent = error, making else {
        throw .tampered(file: shown(keyFile), problem: "the key that heads are signed with cannot be read (\(error))")
      }
    }
    try makeFolder(folder)
    do {
      let key = try Secret.random(byteCount: 32)
      try SecretFile.write(key, to: keyFile.path)
      return key
    } catch { throw .folder(path: shown(keyFile), problem: "the key cannot be written: \(error)") }
  }

  private func makeFolder(_ url: URL) throws(TuningError) {
    do {
      try FileManager.default.createDirectory(
        at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch { throw .folder(path: url.path, problem: "it cannot be made: \(error.localizedDescription)") }
  }

  private func write(_ value: some Encodable, to file: URL) throws(TuningError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do { try encoder.encode(value).write(to: file, options: .atomic) } catch {
      throw .folder(path: shown(file), problem: "it cannot be written: \(error.localizedDescription)")
    }
  }
}
