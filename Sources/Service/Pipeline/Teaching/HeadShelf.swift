import Detection
import Foundation
import Journal
import Synchronization
import Tuning
import Vocabulary

/// The heads that should be in force, and what is made of them: puts them into the packs' detectors and takes them out again.
///
/// A head that does not fit or was changed on the disk is not used: the pack's wordings score, and health says so.
/// - Threading: an actor of short hand-overs; files are small and read here.
actor HeadShelf {
  let store: HeadStore
  private let model: ReadyModel
  private let specialties: [Specialty]
  private let journal: any JournalWriter
  private let time: any TimeSource
  private nonisolated let standing = Mutex<Health.Heads?>(nil)
  private let executor = QueueExecutor(name: "heads", quality: .utility)
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  init(
    store: HeadStore, model: ReadyModel, specialties: [Specialty], journal: any JournalWriter, time: any TimeSource
  ) {
    self.store = store
    self.model = model
    self.specialties = specialties
    self.journal = journal
    self.time = time
  }

  /// How they stand; `nil` where none should be in force.
  nonisolated var health: Health.Heads? { standing.withLock { $0 } }

  /// Puts in force what the data folder says; called once at the start, and after each change.
  func apply() async {
    let active: ActiveHeads
    do throws(TuningError) { active = try store.active() } catch {
      _ = await use([])
      standing.withLock { $0 = Health.Heads(state: .fallback, detail: "\(error)") }
      return
    }
    var (heads, faults) = ([SignedHead](), [String]())
    for (name, version) in active.versions.sorted(by: { $0.key < $1.key }) {
      do throws(TuningError) {
        let head = try store.head(name, version)
        _ = try fitting(head)
        heads.append(head)
      } catch { faults.append("\(error)") }
    }
    faults += await use(heads)
    let said = heads.map { "head '\($0.content.name)' version \($0.content.version) is in force" }
    standing.withLock { standing in
      standing =
        active.versions.isEmpty
        ? nil : Health.Heads(state: faults.isEmpty ? .ok : .fallback, detail: (faults + said).joined(separator: ". "))
    }
  }

  /// The pack that a head was fitted with.
  /// - Throws: `TuningError/unfit(name:version:reason:)`.
  func fitting(_ head: SignedHead) throws(TuningError) -> Pack {
    guard let specialty = specialties.first(where: { $0.pack.id == head.content.base.pack }) else {
      throw .unfit(
        name: head.content.name, version: head.content.version, reason: "pack \(head.content.base.pack) is not loaded")
    }
    _ = try model.trained(head, for: specialty.pack)
    return specialty.pack
  }

  /// - Returns: what went wrong; that pack goes on with its wordings.
  private func use(_ heads: [SignedHead]) async -> [String] {
    var faults: [String] = []
    for specialty in specialties {
      let parts = heads.filter { $0.content.base.pack == specialty.pack.id }
        .flatMap { (try? model.trained($0, for: specialty.pack)) ?? [] }
      guard !parts.isEmpty else {
        specialty.detectors.add(specialty.detector)
        continue
      }
      do { specialty.detectors.add(try await model.specialty(specialty.pack, heads: parts).detector) } catch {
        specialty.detectors.add(specialty.detector)
        faults.append("pack \(specialty.pack.id) goes on with its wordings: \(error)")
      }
    }
    return faults
  }

  /// Puts a version in force: written, journalled, then used from the next frame on. Without an entry in the journal nothing changes.
  ///
  /// - Throws: `TuningError`, or the journal's error.
  func activate(_ name: String, _ version: Int, by: String) async throws {
    let head = try store.head(name, version)
    _ = try fitting(head)
    let before = try store.active()
    try checkOthers(head, before)
    var active = before
    active.activate(name, version)
    try await change(
      to: active, from: before, .headActivated, head.reference, version: version, previous: before.versions[name],
      conditions: head.content.conditions.map(\.condition), by: by)
  }

  /// Puts in force what was before.
  ///
  /// - Returns: the version that is in force now; `nil` for the pack's wordings.
  /// - Throws: `TuningError/notInForce(name:)`, or the journal's error.
  @discardableResult
  func rollBack(_ name: String, by: String) async throws -> Int? {
    let before = try store.active()
    var active = before
    let now = try active.rollBack(name)
    try await change(
      to: active, from: before, .headRolledBack, HeadReference(name: name, version: now ?? 0, sha256: ""), version: now,
      previous: before.versions[name], conditions: [], by: by)
    return now
  }

  private func change(
    to active: ActiveHeads, from before: ActiveHeads, _ kind: JournalEntryKind, _ head: HeadReference, version: Int?,
    previous: Int?, conditions: [ConditionIdentifier], by: String
  ) async throws {
    try store.save(active)
    var details: [String: JSONValue] = [:]
    if kind == .headActivated {
      details = ["sha256": .string(head.sha256), "conditions": .array(conditions.map { .string($0.text) })]
    }
    do {
      _ = try await journal.append(
        [.head(kind, name: head.name, version: version, previous: previous, details: details, by: by, at: time.now())],
        deliveries: [])
    } catch {
      try? store.save(before)
      throw error
    }
    await apply()
  }

  /// Two heads in force must not speak of the same condition of a pack.
  private func checkOthers(_ head: SignedHead, _ active: ActiveHeads) throws(TuningError) {
    let own = Set(head.content.conditions.map(\.condition))
    for (name, version) in active.versions where name != head.content.name {
      guard let other = try? store.head(name, version), other.content.base.pack == head.content.base.pack else { continue }
      if let shared = other.content.conditions.first(where: { own.contains($0.condition) }) {
        throw .conditionTaken(condition: shared.condition.text, by: name)
      }
    }
  }
}
