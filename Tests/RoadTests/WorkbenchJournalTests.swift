import Configuration
import Journal
import Server
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

/// The whole desk while its journal cannot be read or written, and afterwards.
@Suite(.timeLimit(.minutes(2))) struct `A workbench without its journal` {
  private let ada = Principal(name: "ada", role: .clinician, isLocal: true)

  /// - Returns: whether it fails for the journal's sake, in words that say so.
  private func isRefused(_ body: () async throws -> some Any) async -> Bool {
    do {
      _ = try await body()
      return false
    } catch {
      guard case BackendError.journal(let state) = error else { return false }
      return state != .ok
    }
  }

  private func entries(_ rig: WorkbenchRig) async throws -> [String?] {
    try await rig.journal.newestEntries([.packChanged, .shadowChanged, .thresholdChanged], limit: 50).map {
      $0.data["action"]?.text
    }
  }

  @Test func `refuses every step, answers what needs no journal, and does it all once the journal is back`() async throws {
    let rig = try await WorkbenchRig()
    await rig.keepFrames()
    let candidate = try await rig.packs.add(Array(CandidatePack.second.utf8)).pack
    let before = try await rig.desk.startShadow(.demo, pack: candidate.fingerprint.text, by: ada)
    let answer = try #require(try await rig.ask().conditions["melanoma"]).record
    #expect(before.shadow?.record.candidate == candidate && answer.alerts.count == 1)
    await rig.journal.close()
    let spoilt = try SpoiltFolder(path: rig.folder.file("journal"))

    // What cannot be written is not done; what cannot be read is not taken for "none".
    #expect(await isRefused { try await rig.desk.startShadow(.demo, pack: candidate.fingerprint.text, by: ada) })
    #expect(await isRefused { try await rig.desk.stopShadow(.demo, by: ada) })
    #expect(await isRefused { try await rig.desk.promote(.demo, ifRevision: nil, by: ada) })
    #expect(await isRefused { try await rig.desk.rollBack(.demo, ifRevision: nil, by: ada) })
    #expect(await isRefused { try await rig.desk.pack(.demo) })
    #expect(await isRefused { try await rig.desk.changes(.demo, limit: 10) })
    #expect(await isRefused { try await rig.ask() })
    #expect(await isRefused { try await rig.ask(pack: candidate.fingerprint.text) })
    #expect(await isRefused { try await rig.ask(descriptors: [.melanoma: ["a dark spot"]]) })
    #expect(rig.journal.state.state != .ok, "health says so")
    // What the alerts are judged by, and what runs beside, are as they were.
    #expect(rig.runtime.pack == rig.first.pack && rig.runtime.thresholds.settings[.melanoma]?.enter == 0.6)
    #expect(await rig.shadows.state(of: .demo)?.candidate == candidate)
    // A threshold's meaning is told, without a rate that nobody could count.
    let query = OperatingPointQuery(condition: .melanoma, choice: .inUse, prevalence: 0.01)
    let point = try await rig.desk.operatingPoint(.demo, query)
    #expect(point.inUse?.enter == 0.6 && point.alertsAnHour.rate.value == nil)
    #expect(point.alertsAnHour.words.contains("cannot be read just now"))
    #expect(try await rig.desk.candidates().contains { $0.pack == candidate })

    try spoilt.mend()
    #expect(try await entries(rig) == ["started"], "nothing was written, nothing lost")
    #expect(try await rig.desk.pack(.demo).revision == before.revision)
    let again = try #require(try await rig.ask().conditions["melanoma"]).record
    #expect(again.alerts == answer.alerts && again.histogram == answer.histogram, "the kept vectors are readable again")
    #expect(try await rig.desk.operatingPoint(.demo, query).alertsAnHour.rate.value != nil)
    _ = try await rig.desk.promote(.demo, ifRevision: before.revision, by: ada)
    #expect(rig.runtime.pack.fingerprint == candidate.fingerprint)
    _ = try await rig.desk.rollBack(.demo, ifRevision: nil, by: ada)
    #expect(try await entries(rig) == ["rolled-back", "promoted", "started"])
    #expect(rig.journal.state.state == .ok)
    await rig.journal.close()
  }

  @Test func `a promotion that cannot be written leaves the pack in force, and the one after a restart is the same`() async throws
  {
    let rig = try await WorkbenchRig()
    let candidate = try await rig.packs.add(Array(CandidatePack.second.utf8)).pack
    _ = try await rig.desk.startShadow(.demo, pack: candidate.fingerprint.text, by: ada)
    await rig.journal.close()
    let spoilt = try SpoiltFolder(path: rig.folder.file("journal"))
    #expect(await isRefused { try await rig.desk.promote(.demo, ifRevision: nil, by: ada) })
    try spoilt.mend()
    await rig.journal.close()
    let journal = try await JournalStore.open(folder: rig.folder.file("journal"), time: rig.time)
    #expect(try await journal.newest(.packChanged, stream: .demo).isEmpty)
    await journal.close()
    #expect(try await rig.packs.promoted(.demo, startingWith: rig.first.pack) == nil)
    await rig.journal.close()
  }
}
