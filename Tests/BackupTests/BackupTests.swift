import Cryptography
import Foundation
import Journal
import SQLite
import Testing
import Vocabulary

@testable import Backup

/// A data folder with a journal, and backups of it.
@Suite(.timeLimit(.minutes(2)))
struct BackupTests {
  /// A folder that is gone after the test.
  private final class Place: Sendable {
    let path: String
    init() throws {
      path = FileManager.default.temporaryDirectory.appending(path: "backup-\(UUID().uuidString)").path
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }
    func callAsFunction(_ name: String) -> String { path + "/" + name }
  }

  private static let passphrase = Secret(text: "correct horse battery")
  /// As cheap as scrypt goes: tests are no attackers.
  private static let cost = PassphraseKey.Cost(iterations: 16, blockSize: 1, parallelism: 1)
  private let place: Place
  private var data: String { place("data") }
  private var target: String { place("backup") }

  init() throws { place = try Place() }

  private func backup(_ folder: String? = nil) -> SealedBackup { SealedBackup(folder: folder ?? target, cost: Self.cost) }

  private func make() throws(BackupError) -> BackupManifest {
    try backup().make(of: data, passphrase: Self.passphrase, now: "2026-11-24T13:17:12.345Z")
  }

  /// A journal of `count` alerts, still open.
  private func journal(_ count: Int) async throws -> (JournalStore, [AlertIdentifier]) {
    let journal = try await JournalStore.open(folder: data)
    var alerts: [AlertIdentifier] = []
    for _ in 0..<count { alerts.append(try await raise(in: journal)) }
    return (journal, alerts)
  }

  @discardableResult private func raise(in journal: JournalStore) async throws -> AlertIdentifier {
    let now = SystemTime().now()
    let record = AlertRecord(
      id: AlertIdentifier(), stream: try #require(StreamIdentifier("bedside")), session: SessionIdentifier(),
      condition: try #require(ConditionIdentifier("melanoma")), codes: [], tier: .warning, raisedAt: now.rfc3339,
      capturedAt: now.rfc3339, probability: 0.7, threshold: ThresholdSetting(enter: 0.6, exit: 0.5), why: [],
      model: Fingerprint("m"), pack: Fingerprint("p"), preprocessing: "none", frameSHA256: "", demo: false)
    _ = try await journal.append([try .alertRaised(record, at: now)])
    return record.id
  }

  private func write(_ text: String, _ path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  private func failure(_ body: () throws(BackupError) -> Void) -> BackupError? {
    do throws(BackupError) { try body() } catch { return error }
    return nil
  }

  @Test func `a backup made while the journal is written restores into a folder that verify finds sound`() async throws {
    let (journal, alerts) = try await journal(5)
    let writing = Task {
      var more = 0
      while !Task.isCancelled {
        try await raise(in: journal)
        more += 1
      }
      return more
    }
    let manifest = try make()
    writing.cancel()
    _ = try? await writing.value
    #expect(Set(manifest.files.map(\.path)) == ["journal.sqlite", "journal.key"])
    let restored = try backup().restore(into: place("new"), passphrase: Self.passphrase)
    #expect(restored == manifest)
    let report = try JournalVerifier(folder: place("new")).verify()
    #expect(report.isSound)
    #expect(report.entries >= 5)
    await journal.close()
    let again = try await JournalStore.open(folder: place("new"))
    let known = try await again.alerts(AlertFilter(limit: 10_000)).alerts.map(\.id)
    #expect(Set(alerts).isSubset(of: known), "and it opens, with its key")
    await again.close()
  }

  @Test func `files in folders come along, caches and locks do not, and all is the owner's alone`() async throws {
    let (journal, _) = try await journal(1)
    try write("certificate", data + "/tls/key.pem")
    try write("sound", data + "/voice/clip.wav")
    try write("", data + "/empty")
    try write(String(repeating: "0123456789", count: 1_000_000), data + "/snapshots/large")
    let manifest = try make()
    #expect(
      Set(manifest.files.map(\.path)) == ["journal.sqlite", "journal.key", "tls/key.pem", "empty", "snapshots/large"])
    _ = try backup().restore(into: place("new"), passphrase: Self.passphrase)
    let manager = FileManager.default
    for file in ["tls/key.pem", "empty", "snapshots/large"] {
      #expect(
        try Data(contentsOf: URL(fileURLWithPath: data + "/" + file))
          == Data(contentsOf: URL(fileURLWithPath: place("new/" + file))))
      #expect(try manager.attributesOfItem(atPath: place("new/" + file))[.posixPermissions] as? Int == 0o600)
    }
    #expect(try manager.attributesOfItem(atPath: place("new"))[.posixPermissions] as? Int == 0o700)
    await journal.close()
  }

  @Test func `nothing of a key or an entry is readable in the backup`() async throws {
    let (journal, _) = try await journal(1)
    try write("a very secret token", data + "/extra.token")
    _ = try make()
    let key = try Data(contentsOf: URL(fileURLWithPath: data + "/journal.key"))
    for name in try FileManager.default.subpathsOfDirectory(atPath: target) {
      guard let bytes = FileManager.default.contents(atPath: target + "/" + name) else { continue }
      #expect(bytes.range(of: key) == nil)
      #expect(bytes.range(of: Data("very secret".utf8)) == nil)
      #expect(bytes.range(of: Data("SQLite format".utf8)) == nil)
    }
    await journal.close()
  }

  @Test func `a wrong passphrase is told from damage, and nothing is restored`() async throws {
    let (journal, _) = try await journal(1)
    _ = try make()
    let wrong = failure { () throws(BackupError) in
      _ = try backup().restore(into: place("new"), passphrase: Secret(text: "wrong horse battery"))
    }
    #expect(wrong == .wrongPassphrase)
    #expect(!FileManager.default.fileExists(atPath: place("new")))
    await journal.close()
  }

  @Test func `a passphrase that is short is refused before anything is written`() async throws {
    let (journal, _) = try await journal(1)
    let short = failure { () throws(BackupError) in
      _ = try backup().make(of: data, passphrase: Secret(text: "eleven char"), now: "")
    }
    #expect(short == .passphraseTooShort(shortest: 12))
    #expect(!FileManager.default.fileExists(atPath: target))
    await journal.close()
  }

  private enum Harm: String, CaseIterable { case flip, cut, swap, remove, manifest, code }

  @Test(arguments: Harm.allCases) private func `damage of any kind is found, named, and restores nothing`(_ harm: Harm)
    async throws
  {
    let (journal, _) = try await journal(1)
    try write("one", data + "/a")
    try write("two", data + "/b")
    _ = try make()
    try Self.damage(target, harm)
    let found = failure { () throws(BackupError) in
      _ = try backup().restore(into: place("new"), passphrase: Self.passphrase)
    }
    guard case .damaged? = found else {
      Issue.record("\(harm.rawValue) gave \(found.map { "\($0)" } ?? "no error")")
      return
    }
    #expect(!FileManager.default.fileExists(atPath: place("new")))
    #expect(!FileManager.default.fileExists(atPath: place("new.part")))
    await journal.close()
  }

  private static func damage(_ target: String, _ harm: Harm) throws {
    let (first, second) = (URL(fileURLWithPath: target + "/files/1"), URL(fileURLWithPath: target + "/files/2"))
    var bytes = try Data(contentsOf: first)
    switch harm {
    case .flip:
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: first)
    case .cut: try bytes.dropLast(1).write(to: first)
    case .swap:
      try Data(contentsOf: second).write(to: first)
      try bytes.write(to: second)
    case .remove: try FileManager.default.removeItem(at: first)
    case .manifest:
      let file = URL(fileURLWithPath: target + "/manifest.json")
      try Data(String(contentsOf: file, encoding: .utf8).replacing("\"path\" : \"a\"", with: "\"path\" : \"c\"").utf8).write(
        to: file)
    case .code: try FileManager.default.removeItem(atPath: target + "/manifest.code")
    }
  }

  @Test func `what is no backup, or a newer one, or has its place taken, is said`() async throws {
    let (journal, _) = try await journal(1)
    func restore(into name: String = "new") -> BackupError? {
      failure { () throws(BackupError) in _ = try backup().restore(into: place(name), passphrase: Self.passphrase) }
    }
    #expect(restore() == .notABackup(path: target))
    _ = try make()
    #expect(failure { () throws(BackupError) in _ = try make() } == .notEmpty(path: target))
    #expect(restore(into: "data") == .notEmpty(path: data))
    let file = URL(fileURLWithPath: target + "/manifest.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    try Data(text.replacing("\"version\" : 1", with: "\"version\" : 2").utf8).write(to: file)
    #expect(restore() == .newerVersion(found: 2, known: 1))
    try Data("{}".utf8).write(to: file)
    #expect(restore() == .notABackup(path: target))
    let absent = failure { () throws(BackupError) in
      _ = try backup(place("other")).make(of: place("nothing"), passphrase: Self.passphrase, now: "")
    }
    #expect(absent == .noData(path: place("nothing")))
    await journal.close()
  }

  @Test func `an empty folder may stand in the place`() async throws {
    let (journal, _) = try await journal(1)
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: place("new"), withIntermediateDirectories: true)
    _ = try make()
    _ = try backup().restore(into: place("new"), passphrase: Self.passphrase)
    #expect(try JournalVerifier(folder: place("new")).verify().isSound)
    await journal.close()
  }

  @Test func `a manifest cannot ask for all memory there is`() {
    let derivation = BackupManifest.Derivation(
      name: "scrypt", n: 1 << 40, r: 8, p: 1, salt: String(repeating: "00", count: 16))
    #expect(throws: BackupError.self) { _ = try BackupKeys(passphrase: Self.passphrase, derivation) }
  }
}
