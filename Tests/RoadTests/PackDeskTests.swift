import Detection
import Foundation
import Journal
import Server
import Testing
import Vocabulary

@testable import Pipeline

/// Candidates on a stream of a random checkpoint, with a real journal.
@Suite(.timeLimit(.minutes(2))) struct `A candidate pack` {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private struct Rig {
    let journal: JournalStore
    let desk: PackDesk
    let shadows: ShadowDesk
    let runtime: StreamRuntime
    let first: Specialty
  }

  private func rig(_ folder: URL, settings: [ConditionIdentifier: ThresholdSetting] = [:]) async throws -> Rig {
    let model = try await ModelLibrary(resources: Resources(root: Self.root), caches: nil).load(
      Self.root.appending(path: "Tests/Fixtures/encoding/siglip/even").path)
    let time = ManualTime()
    let journal = try await JournalStore.open(folder: folder.path, time: time)
    let first = try await model.specialty(try PackReader.parse(Array(CandidatePack.yaml.utf8), name: "first"))
    let shelf = PackShelf(data: folder.path)
    try shelf.keep(Array(CandidatePack.yaml.utf8))
    let shadows = ShadowDesk(time: time)
    let desk = PackDesk(
      journal: journal, shadows: shadows, library: PackLibrary(resources: Resources(root: folder)), shelf: shelf, model: model,
      isRemote: false, originals: [first], time: time)
    let services = StreamServices(
      hub: EventHub(), desk: AlertDesk(journal: journal, hub: EventHub()), time: time,
      encoder: model.encoder.description, ring: {}, backgrounds: BackgroundDesk(journal: journal, time: time))
    let runtime = StreamRuntime(
      id: .demo, kind: .file, source: "test", isDemo: true, pack: first.pack, settings: settings, framer: FakeFramer(),
      detector: PackDetector(detectors: first.detectors), services: services)
    return Rig(journal: journal, desk: desk, shadows: shadows, runtime: runtime, first: first)
  }

  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "packs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test func `is tried, promoted and taken back, and taking back restores exactly`() async throws {
    let own = ThresholdSetting(enter: 0.55, exit: 0.4, k: 3, n: 9)
    let rig = try await rig(try folder(), settings: [.melanoma: own])
    _ = try await rig.journal.append([
      try .thresholdChanged(.demo, .melanoma, to: own, from: nil, by: "ada", at: ManualTime().now())
    ])
    let candidate = try await rig.desk.add(Array(CandidatePack.second.utf8)).pack
    let started = try await rig.desk.start(candidate.fingerprint.text, on: rig.runtime, by: "ada")
    #expect(started.shadow?.record.candidate == candidate && started.live.version == 1 && started.previous == nil)
    let promoted = try await rig.desk.promote(on: rig.runtime, ifRevision: started.revision, by: "ada")
    #expect(promoted.live == candidate && promoted.previous?.version == 1 && promoted.shadow == nil)
    #expect(rig.runtime.pack.version == 2 && rig.runtime.thresholds.settings == [.melanoma: own], "what a person set stays")
    // Somebody changes a threshold meanwhile; the rollback brings back what was in force before the promotion.
    let meanwhile = ThresholdSetting(enter: 0.9, exit: 0.8)
    try rig.runtime.changeThresholds([.melanoma: meanwhile], ifRevision: nil)
    _ = try await rig.journal.append([
      try .thresholdChanged(.demo, .melanoma, to: meanwhile, from: own, by: "ada", at: ManualTime().now())
    ])
    let back = try await rig.desk.rollBack(on: rig.runtime, ifRevision: promoted.revision, by: "grace")
    #expect(back.live.version == 1 && back.previous == nil)
    #expect(rig.runtime.pack == rig.first.pack && rig.runtime.thresholds.settings == [.melanoma: own])
    #expect(try await rig.journal.thresholds(.demo) == [.melanoma: own], "a restart ends up there too")
    let entries = try await rig.journal.newestEntries([.packChanged, .shadowChanged], limit: 10)
    #expect(entries.map { $0.data["action"]?.text } == ["rolled-back", "promoted", "started"])
    #expect(entries[0].data["by"]?.text == "grace")
    #expect(entries[1].data["to"]?["fingerprint"]?.text == candidate.fingerprint.text)
    #expect(try await rig.desk.promoted(.demo, startingWith: rig.first.pack) == nil)
  }

  /// A server that promoted the second pack and ended.
  private func promoted(in folder: URL) async throws -> PackName {
    let before = try await rig(folder)
    let candidate = try await before.desk.add(Array(CandidatePack.second.utf8)).pack
    _ = try await before.desk.start(candidate.fingerprint.text, on: before.runtime, by: "ada")
    _ = try await before.desk.promote(on: before.runtime, ifRevision: nil, by: "ada")
    await before.journal.close()
    return candidate
  }

  @Test func `stays in force over a restart`() async throws {
    let folder = try folder()
    let candidate = try await promoted(in: folder)
    let after = try await rig(folder)
    let promoted = try #require(try await after.desk.promoted(.demo, startingWith: after.first.pack))
    #expect(promoted.pack.fingerprint == candidate.fingerprint && promoted.pack.version == 2)
  }

  @Test func `that is no longer kept is told in the journal once, and comes back with the way to take it back`() async throws {
    let folder = try folder()
    let candidate = try await promoted(in: folder)
    let kept = folder.appending(path: "packs/\(candidate.fingerprint.text).yaml")
    let aside = folder.appending(path: "aside.yaml")
    try FileManager.default.moveItem(at: kept, to: aside)
    for _ in 0..<2 {
      let without = try await rig(folder)
      #expect(try await without.desk.promoted(.demo, startingWith: without.first.pack) == nil)
      let told = try await without.journal.newestEntries([.packChanged], limit: 10)
      #expect(told.map { $0.data["action"]?.text } == ["unavailable", "promoted"], "a second start does not say it again")
      #expect(told[0].data["from"]?["fingerprint"]?.text == candidate.fingerprint.text)
      #expect(told[0].data["reason"]?.text?.contains("not kept on this machine") == true)
      #expect(try await without.desk.state(of: without.runtime).previous == nil)
      await without.journal.close()
    }
    try FileManager.default.moveItem(at: aside, to: kept)
    let after = try await rig(folder)
    let found = try #require(try await after.desk.promoted(.demo, startingWith: after.first.pack))
    #expect(found.pack.fingerprint == candidate.fingerprint)
    after.runtime.adopt(found, settings: [:], background: .none)
    let back = try await after.desk.rollBack(on: after.runtime, ifRevision: nil, by: "grace")
    #expect(back.live == PackName(after.first.pack))
  }

  @Test(arguments: [
    ["action": JSONValue.string("promoted"), "to": .string("a name alone")], ["action": .string("promoted")],
    ["action": .string("unavailable"), "from": .object(["id": .string("second")])], ["action": .string("postponed")],
  ])
  func `whose change does not say what became of which pack is not guessed: the stream is refused`(
    told: [String: JSONValue]
  ) async throws {
    let rig = try await rig(folder())
    let details = told.filter { $0.key != "action" }
    let action = try #require(told["action"]?.text)
    _ = try await rig.journal.append([
      .packChanged(.demo, action, details: details, by: "a later version", at: Moment(monotonic: .zero, wallMilliseconds: 0))
    ])
    let written = try await rig.journal.newest(.packChanged, stream: .demo).last
    await #expect(throws: JournalError.damagedEntry(sequence: try #require(written).sequence)) {
      _ = try await rig.desk.promoted(.demo, startingWith: rig.first.pack)
    }
  }

  @Test func `is refused with its reason, and nothing is journalled`() async throws {
    let rig = try await rig(try folder())
    let broken = Array(CandidatePack.yaml.replacing("research_use_only: true", with: "research_use_only: false").utf8)
    await #expect { try await rig.desk.add(broken) } throws: { error in
      guard case BackendError.unacceptable(422, let reason) = error else { return false }
      return reason.contains("Line 5")
    }
    await #expect(throws: BackendError.self) { try await rig.desk.start("none-such", on: rig.runtime, by: "ada") }
    await #expect(throws: BackendError.self) {
      try await rig.desk.start(rig.first.pack.fingerprint.text, on: rig.runtime, by: "ada")
    }
    await #expect(throws: BackendError.self) { try await rig.desk.promote(on: rig.runtime, ifRevision: nil, by: "ada") }
    await #expect(throws: BackendError.self) { try await rig.desk.rollBack(on: rig.runtime, ifRevision: nil, by: "ada") }
    await #expect(throws: BackendError.self) { try await rig.desk.stop(on: rig.runtime, by: "ada") }
    let other = Array(CandidatePack.yaml.replacing("region_strategy: whole", with: "region_strategy: skin").utf8)
    let kept = try await rig.desk.add(other).pack
    await #expect(throws: BackendError.self) { try await rig.desk.start(kept.fingerprint.text, on: rig.runtime, by: "ada") }
    #expect(try await rig.journal.newestEntries([.packChanged, .shadowChanged], limit: 10).isEmpty)
  }

  @Test func `a step that somebody else took meanwhile is stale`() async throws {
    let rig = try await rig(try folder())
    let candidate = try await rig.desk.add(Array(CandidatePack.second.utf8)).pack
    let before = try await rig.desk.state(of: rig.runtime)
    _ = try await rig.desk.start(candidate.fingerprint.text, on: rig.runtime, by: "ada")
    await #expect { try await rig.desk.promote(on: rig.runtime, ifRevision: before.revision, by: "grace") } throws: { error in
      if case BackendError.stale = error { true } else { false }
    }
  }

  @Test func `reworded conditions lose their probability, the others keep it`() throws {
    let first = try PackReader.parse(Array(CandidatePack.yaml.utf8), name: "first")
    let curve = PlattCurve(slope: 2, intercept: 0, count: 10, positives: 5)
    let calibration = Calibration(
      model: Fingerprint("m"), viewRule: "", pack: "test-pack", packVersion: 1, curves: [.melanoma: curve])
    let same = try PackReader.parse(Array(CandidatePack.second.utf8), name: "second")
    #expect(calibration.carried(from: first, to: same).curves == [.melanoma: curve])
    for (old, new) in [("terms: [melanoma]", "terms: [melanoma, a dark spot]"), ("terms: [an object]", "terms: [a chair]")] {
      let other = try PackReader.parse(Array(CandidatePack.second.replacing(old, with: new).utf8), name: "third")
      #expect(calibration.carried(from: first, to: other).curves.isEmpty)
    }
  }
}
