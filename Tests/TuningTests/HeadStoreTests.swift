import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Tuning

@Suite struct HeadStoreTests {
  private static let outcome: Result<HeadFitter.Outcome, TuningError> = {
    do throws(TuningError) {
      return .success(try Lessons.fitter().fit([.melanoma], on: Lessons.examples(60, groups: 30, signal: 0.9)))
    } catch { return .failure(error) }
  }()

  private static func content(_ version: Int, name: String = "house") throws -> HeadContent {
    let encoder = EncoderDescription(
      model: "fake 1", fingerprint: Fingerprint("f00d"), precision: "f32", preprocessing: "none", dimension: 4, logitScale: 10,
      domainThreshold: nil)
    let pack = Pack(
      id: "test", version: 1, name: "Test", regionStrategy: "whole", gate: PackGate(inDomain: [], outOfDomain: []),
      templates: ["{}"], normalTerms: [], outOfDomainTerms: [], temperature: nil, conditions: [], controls: [],
      fingerprint: Fingerprint("pack"))
    return HeadContent(
      name: name, version: version, madeAt: "2026-01-01T00:00:00.000Z", by: "ada", source: .pictures, population: "made up",
      base: .init(encoder: encoder, pack: pack), outcome: try outcome.get(), unused: [:])
  }

  private static func add(_ store: HeadStore, _ name: String = "house") throws -> SignedHead {
    let made = try content(1, name: name)
    return try store.add(name) { version in
      HeadContent(
        name: name, version: version, madeAt: made.madeAt, by: made.by, source: made.source, population: made.population,
        base: made.base, outcome: HeadFitter.Outcome(conditions: made.conditions, figures: made.figures, dimension: 4),
        unused: [:])
    }
  }

  @Test func `a head comes back as it was signed, to the last bit`() throws {
    let folder = try TemporaryFolder()
    let store = HeadStore(data: folder.path)
    let made = try Self.add(store)
    #expect(made.content.version == 1 && made.sha256.count == 64)
    #expect(try store.head("house") == made)
    #expect(try Self.add(store).content.version == 2)
    #expect(try store.head("house").content.version == 2 && store.head("house", 1) == made)
    #expect(store.versions().map(\.version) == [1, 2])
  }

  @Test func `one changed digit of a weight is refused by name`() throws {
    let folder = try TemporaryFolder()
    let store = HeadStore(data: folder.path)
    _ = try Self.add(store)
    let file = folder.file("heads/house/1.json")
    var text = try String(contentsOfFile: file, encoding: .utf8)
    let place = try #require(text.range(of: "\"intercept\":"))
    text.replaceSubrange(place, with: "\"intercept\":1")
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    #expect {
      _ = try store.head("house", 1)
    } throws: { error in
      guard case TuningError.tampered(let file, _) = error else { return false }
      return file == "heads/house/1.json" && "\(error)".contains("refused")
    }
    #expect(throws: TuningError.self) { try store.versions()[0].head.get() }
  }

  @Test func `a head of another data folder is refused`() throws {
    let (one, other) = (try TemporaryFolder(), try TemporaryFolder())
    _ = try Self.add(HeadStore(data: one.path))
    _ = try Self.add(HeadStore(data: other.path))
    try FileManager.default.removeItem(atPath: other.file("heads/house/1.json"))
    try FileManager.default.copyItem(atPath: one.file("heads/house/1.json"), toPath: other.file("heads/house/1.json"))
    #expect(
      throws: TuningError.tampered(
        file: "heads/house/1.json", problem: "its signature is not of this data folder's key")
    ) { try HeadStore(data: other.path).head("house", 1) }
  }

  @Test func `a version that was put under another number is refused`() throws {
    let folder = try TemporaryFolder()
    let store = HeadStore(data: folder.path)
    _ = try Self.add(store)
    try FileManager.default.copyItem(atPath: folder.file("heads/house/1.json"), toPath: folder.file("heads/house/7.json"))
    #expect(throws: TuningError.self) { try store.head("house", 7) }
  }

  @Test func `a removed number is not given again, and what is in force is not removed`() throws {
    let folder = try TemporaryFolder()
    let store = HeadStore(data: folder.path)
    _ = try Self.add(store)
    _ = try Self.add(store)
    try store.remove("house", 2)
    #expect(try Self.add(store).content.version == 3)
    var active = ActiveHeads()
    active.activate("house", 1)
    try store.save(active)
    #expect(throws: TuningError.inForce(name: "house", version: 1)) { try store.remove("house", 1) }
    #expect(throws: TuningError.unknown(name: "house", version: 2)) { try store.head("house", 2) }
  }

  @Test func `what is in force is signed too`() throws {
    let folder = try TemporaryFolder()
    let store = HeadStore(data: folder.path)
    #expect(try store.active() == ActiveHeads())
    var active = ActiveHeads()
    active.activate("house", 1)
    try store.save(active)
    #expect(try store.active() == active)
    let file = folder.file("heads/active.json")
    let text = try String(contentsOfFile: file, encoding: .utf8).replacing("[1]", with: "[2]")
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    #expect(throws: TuningError.self) { try store.active() }
  }

  @Test func `what is there and cannot be read is not nothing in force`() throws {
    let folder = try TemporaryFolder()
    let store = HeadStore(data: folder.path)
    // A folder in its place cannot be read as a file, whoever the user is.
    try FileManager.default.createDirectory(atPath: folder.file("heads/active.json"), withIntermediateDirectories: true)
    #expect {
      try store.active()
    } throws: {
      guard case TuningError.folder(let path, let problem) = $0 else { return false }
      return path == "heads/active.json" && problem.contains("read")
    }
  }

  @Test(arguments: ["", "A", "a/b", "../x", "-a", "a--b", String(repeating: "a", count: 41)])
  func `a name that is none makes no folder`(name: String) throws {
    let folder = try TemporaryFolder()
    #expect(throws: TuningError.name(name)) { try Self.add(HeadStore(data: folder.path), name) }
    #expect(!FileManager.default.fileExists(atPath: folder.file("heads")))
  }

  @Test func `rolling back goes down the pile, and then to nothing`() throws {
    var active = ActiveHeads()
    active.activate("house", 1)
    active.activate("house", 4)
    active.activate("house", 4)
    active.activate("rash", 2)
    #expect(active.versions == ["house": 4, "rash": 2])
    #expect(try active.rollBack("house") == 1)
    #expect(try active.rollBack("house") == nil)
    #expect(active.versions == ["rash": 2])
    #expect(throws: TuningError.notInForce(name: "house")) { try active.rollBack("house") }
  }
}
