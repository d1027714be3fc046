import Foundation
import Journal
import TestSupport
import Testing
import Vocabulary

/// Kills a writing process without warning, many times, and looks at what it leaves.
@Suite struct `Crash` {
  /// What the dead process told a client.
  private struct Seen {
    var entries: [(alert: AlertIdentifier, kind: JournalEntryKind, sequence: Int64, hash: String)] = []
    var purged: [SessionIdentifier] = []

    mutating func add(_ output: String) throws {
      // The last line may be cut off: then nobody has seen it.
      for line in output.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
        let words = line.split(separator: " ").map(String.init)
        if words[0] == "purged" {
          purged.append(try #require(SessionIdentifier(words[1])))
        } else {
          let kind: JournalEntryKind = words[0] == "raised" ? .alertRaised : .alertEnded
          entries.append((try #require(AlertIdentifier(words[1])), kind, try #require(Int64(words[2])), words[3]))
        }
      }
    }
  }

  @Test func `loses no entry that a client has seen, and doubles none`() async throws {
    let scratch = try Scratch()
    var seen = Seen()
    for _ in 0..<10 {
      for _ in 0..<5 { try seen.add(try crash(in: scratch.path, .random(in: 0...60_000), after: "stored")) }
      try await check(seen, scratch.path)
    }
    #expect(seen.entries.count >= 100, "two in each life at least")
  }

  @Test func `can be opened again whenever the first start was cut off`() async throws {
    for _ in 0..<25 {
      let scratch = try Scratch()
      var seen = Seen()
      try seen.add(try crash(in: scratch.path, .random(in: 5_000...100_000), after: "start"))
      let journal = try await JournalStore.open(folder: scratch.path)
      #expect(journal.state.state == .ok)
      await journal.close()
      try await check(seen, scratch.path)
    }
  }

  private func check(_ seen: Seen, _ folder: String) async throws {
    let report = try JournalVerifier(folder: folder).verify()
    #expect(report.isSound, "\(report.lines.prefix(1))")
    #expect(Set(report.purged).isSuperset(of: seen.purged))
    let journal = try await JournalStore.open(folder: folder)
    let stored = try await journal.entries(after: 0, limit: .max)
    for entry in seen.entries {
      let found = try #require(stored.first { $0.sequence == entry.sequence })
      #expect(found.hash == entry.hash && found.alert == entry.alert && found.kind == entry.kind)
    }
    let raised = stored.filter { $0.kind == .alertRaised }.compactMap(\.alert)
    #expect(Set(raised).count == raised.count, "no alert is there twice")
    let purged = Set(stored.filter { $0.kind == .purged }.compactMap(\.session))
    let readable = stored.filter { $0.kind == .alertRaised && !purged.contains($0.session ?? SessionIdentifier()) }
    let listed = try await journal.alerts(AlertFilter(limit: 1_000_000)).alerts
    #expect(listed.map(\.sequence) == readable.map(\.sequence).reversed())
    let pending = try await journal.pendingDeliveries(limit: 1_000_000)
    #expect(pending.map(\.sequence) == readable.map(\.sequence), "one delivery an alert, none invented")
    await journal.close()
  }

  /// Runs the helper to its violent end; returns what it wrote until then.
  private func crash(in folder: String, _ microseconds: UInt32, after event: String) throws -> String {
    let process = Process()
    let program: URL = try #require(BuiltProgram.url("JournalCrasher"), "JournalCrasher is not built")
    process.executableURL = program
    process.arguments = [folder, event, String(microseconds)]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL)
    return text
  }
}
