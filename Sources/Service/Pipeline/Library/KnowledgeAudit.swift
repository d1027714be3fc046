import Foundation
import Journal
import Knowledge
import Server
import Vocabulary

/// Brings what was done to the knowledge store into the journal.
///
/// The store notes each change in the transaction that makes it; here it is written into the journal and ticked off. What the journal
/// cannot take now it gets later, also what the command line changed, so that no change is without its entry. After a crash between
/// the two an entry may stand twice, with the same number of the change.
/// - Threading: an actor; it waits for the store and the journal.
actor KnowledgeAudit {
  /// How often changes of others, the command line's, are looked for.
  private static let period = Duration.seconds(20)

  private let library: KnowledgeLibrary
  private let journal: any JournalWriter
  private let time: any TimeSource
  private var last: Task<Void, Never>?
  private var isFailing = false
  /// Times that store or journal could not be asked.
  private(set) var failureCount: UInt64 = 0

  init(library: KnowledgeLibrary, journal: any JournalWriter, time: any TimeSource) {
    self.library = library
    self.journal = journal
    self.time = time
  }

  /// Looks for changes until cancelled.
  func run() async {
    repeat { await write() } while (try? await Task.sleep(for: Self.period)) != nil
  }

  /// Writes what the journal does not have; one after the other, so that nothing is written twice.
  func write() async {
    let task = Task { [last] in
      await last?.value
      await self.writeAll()
    }
    last = task
    await task.value
  }

  private func writeAll() async {
    do {
      while let newest = try await writeSome() { try await library.markJournalled(through: newest.sequence) }
      isFailing = false
    } catch {
      // Tried again at the next change or in a while; said once, until it works again.
      failureCount += 1
      if !isFailing { ServerLog.error("knowledge", "changes of knowledge wait for their place in the journal: \(error)") }
      isFailing = true
    }
  }

  /// The newest change that the journal has now; `nil` where none waited.
  private func writeSome() async throws -> KnowledgeChange? {
    let changes = try await library.unjournalledChanges()
    guard let newest = changes.last else { return nil }
    _ = try await journal.append(changes.map { .knowledgeChanged($0, at: time.now()) }, deliveries: [])
    return newest
  }
}
