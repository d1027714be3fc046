public import Cryptography
import Foundation
import SQLite

/// Copies a data folder into a sealed backup while its server runs, and back into a new folder.
///
/// Each database is copied as it stood at one moment (`VACUUM INTO`), then every file is sealed under a key of the passphrase. Different
/// databases are copied one after the other: what joins them are identifiers that are written to the journal first.
/// - Threading: blocks on the disk; not for a shared thread.
public struct SealedBackup: Sendable {
  /// Characters that a passphrase must have.
  public static let shortestPassphrase = 12

  private let folder: String
  private let cost: PassphraseKey.Cost

  /// - Parameters:
  ///   - folder: the backup's own folder.
  ///   - cost: what a guess of the passphrase costs; cheaper only in tests.
  public init(folder: String, cost: PassphraseKey.Cost = .standard) {
    self.folder = folder
    self.cost = cost
  }

  private var files: String { folder + "/files" }

  // MARK: Making

  /// Backs a data folder up. The backup appears whole or not at all.
  ///
  /// - Parameters:
  ///   - data: the data folder.
  ///   - passphrase: seals all of it; kept nowhere.
  ///   - now: dates it, RFC 3339.
  /// - Returns: what is in it.
  /// - Throws: ``BackupError``.
  public func make(of data: String, passphrase: Secret, now: String) throws(BackupError) -> BackupManifest {
    try Self.check(passphrase)
    try NewFolder.refuseFull(folder)
    let plan = try BackupPlan(folder: data)
    return try NewFolder(folder).fill { draft throws(BackupError) in
      let derivation = BackupManifest.Derivation(
        name: "scrypt", n: cost.iterations, r: cost.blockSize, p: cost.parallelism, salt: Hexadecimal.text(of: try Self.salt()))
      let keys = try BackupKeys(passphrase: passphrase, derivation)
      var taken: [BackupManifest.File] = []
      try NewFolder.make(draft + "/files")
      for (number, item) in plan.items.enumerated() {
        // A file that was removed meanwhile is none of the folder's any more.
        guard let file = try take(item, number, of: data, into: draft, keys) else { continue }
        taken.append(file)
      }
      let manifest = BackupManifest(madeAt: now, derivation: derivation, keyCheck: try keys.check, files: taken)
      try write(manifest, keys, into: draft)
      return manifest
    }
  }

  private func take(
    _ item: BackupPlan.Item, _ number: Int, of data: String, into draft: String, _ keys: BackupKeys
  ) throws(BackupError) -> BackupManifest.File? {
    let (source, name) = ("\(data)/\(item.path)", String(number + 1))
    let copy = "\(draft)/copy.sqlite"
    defer { try? FileManager.default.removeItem(atPath: copy) }
    if item.isDatabase { try Self.copyDatabase(source, to: copy, name: item.path) }
    guard item.isDatabase || FileManager.default.fileExists(atPath: source) else { return nil }
    do {
      let sealed = try SealedFile.seal(
        item.isDatabase ? copy : source, into: "\(draft)/files/\(name)", name: name, key: keys.sealing)
      return BackupManifest.File(
        path: item.path, sealed: name, bytes: sealed.bytes, sha256: sealed.hash.hexadecimal, isDatabase: item.isDatabase)
    } catch let error as BackupError { throw error } catch {
      throw .files(doing: "copying", path: item.path, reason: error.localizedDescription)
    }
  }

  private static func copyDatabase(_ source: String, to copy: String, name: String) throws(BackupError) {
    do throws(SQLiteError) {
      try Database(path: source, access: .readOnly).backUp(to: copy)
    } catch { throw .database(name: name, reason: "\(error)") }
  }

  private func write(_ manifest: BackupManifest, _ keys: BackupKeys, into draft: String) throws(BackupError) {
    do {
      let bytes = try manifest.encoded
      try Data(bytes).write(to: URL(fileURLWithPath: "\(draft)/\(BackupManifest.fileName)"))
      try Data(try keys.code(of: bytes).utf8).write(to: URL(fileURLWithPath: "\(draft)/\(BackupManifest.codeName)"))
    } catch let error as BackupError { throw error } catch {
      throw .files(doing: "writing", path: BackupManifest.fileName, reason: error.localizedDescription)
    }
  }

  // MARK: Restoring

  /// Restores the backup into a new data folder, which appears whole or not at all.
  ///
  /// - Parameters:
  ///   - data: the data folder; must not exist, or be empty.
  ///   - passphrase: the one that the backup was made with.
  /// - Returns: what was in it.
  /// - Throws: ``BackupError``.
  public func restore(into data: String, passphrase: Secret) throws(BackupError) -> BackupManifest {
    try NewFolder.refuseFull(data)
    let bytes = try read(BackupManifest.fileName)
    let manifest = try Self.manifest(bytes, folder)
    let keys = try BackupKeys(passphrase: passphrase, manifest.derivation)
    guard ConstantTime.areEqual(Array(try keys.check.utf8), Array(manifest.keyCheck.utf8)) else { throw .wrongPassphrase }
    guard ConstantTime.areEqual(Array(try keys.code(of: bytes).utf8), try read(BackupManifest.codeName)) else {
      throw .damaged(what: BackupManifest.fileName, how: "is not the one that was written")
    }
    try NewFolder(data).fill { draft throws(BackupError) in
      for file in manifest.files { try putBack(file, into: draft, keys) }
    }
    return manifest
  }

  private static func manifest(_ bytes: [UInt8], _ folder: String) throws(BackupError) -> BackupManifest {
    guard let head = try? JSONDecoder().decode(BackupManifest.Head.self, from: Data(bytes)),
      head.format == BackupManifest.formatName
    else { throw .notABackup(path: folder) }
    guard head.version <= BackupManifest.newest else {
      throw .newerVersion(found: head.version, known: BackupManifest.newest)
    }
    guard let manifest = try? JSONDecoder().decode(BackupManifest.self, from: Data(bytes)) else {
      throw .damaged(what: BackupManifest.fileName, how: "cannot be read")
    }
    return manifest
  }

  private func putBack(_ file: BackupManifest.File, into draft: String, _ keys: BackupKeys) throws(BackupError) {
    let parts = file.path.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }), Int(file.sealed) != nil else {
      throw .damaged(what: BackupManifest.fileName, how: "names a file outside the data folder")
    }
    let target = "\(draft)/\(file.path)"
    if parts.count > 1 { try NewFolder.make(URL(fileURLWithPath: target).deletingLastPathComponent().path) }
    do {
      let opened = try SealedFile.open("\(files)/\(file.sealed)", into: target, name: file.sealed, key: keys.sealing)
      guard opened.bytes == file.bytes, opened.hash.hexadecimal == file.sha256 else {
        throw BackupError.damaged(what: file.path, how: "has another content than was written")
      }
    } catch let error as BackupError { throw error } catch is CryptographyError {
      throw .damaged(what: file.path, how: "was changed or cut off")
    } catch let error as CocoaError where error.code == .fileNoSuchFile || error.code == .fileReadNoSuchFile {
      throw .damaged(what: file.path, how: "is missing from it")
    } catch {
      throw .files(doing: "restoring", path: file.path, reason: error.localizedDescription)
    }
  }

  private func read(_ name: String) throws(BackupError) -> [UInt8] {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")) else {
      guard name == BackupManifest.fileName else { throw .damaged(what: name, how: "is missing from it") }
      throw .notABackup(path: folder)
    }
    return [UInt8](data)
  }

  // MARK: Passphrase

  private static func check(_ passphrase: Secret) throws(BackupError) {
    guard passphrase.withText({ $0.count >= shortestPassphrase }) else {
      throw .passphraseTooShort(shortest: shortestPassphrase)
    }
  }

  private static func salt() throws(BackupError) -> [UInt8] {
    do throws(CryptographyError) { return try RandomBytes.make(16) } catch { throw .cryptography(reason: error.description) }
  }
}
