import Journal
import Synchronization
public import Vocabulary

/// Writes what the road reports into the journal, in order, and only then shows it.
///
/// While the journal cannot be written, items wait (at most ``bound``) and are tried again; the live picture and its findings go
/// on meanwhile, and the journal's state says on screen that nothing is logged. An item beyond the bound is counted as lost.
/// - Threading: `submit` from any thread; one task writes.
public final class AlertDesk: Sendable {
  /// Reports that may wait for the journal.
  public static let bound = 4096

  private let journal: any JournalWriter
  private let hub: EventHub
  private let retry: @Sendable () async throws -> Void
  private let explain: @Sendable (AlertRecord) -> Void
  private let stream: AsyncStream<DeskItem>
  private let continuation: AsyncStream<DeskItem>.Continuation
  private let lost = Mutex<UInt64>(0)
  private let unshown = Mutex<UInt64>(0)

  /// - Parameters:
  ///   - journal: where reports are written.
  ///   - hub: shows what has been written.
  ///   - explain: told of each alert that was stored and shown; returns at once.
  ///   - retry: waits before a failed write is tried again; injected so that tests need not wait.
  public init(
    journal: any JournalWriter, hub: EventHub, explain: @escaping @Sendable (AlertRecord) -> Void = { _ in },
    retry: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(1)) }
  ) {
    self.journal = journal
    self.hub = hub
    self.retry = retry
    self.explain = explain
    (stream, continuation) = AsyncStream.makeStream(of: DeskItem.self, bufferingPolicy: .bufferingOldest(Self.bound))
  }

  /// Queues a report; returns at once.
  public func submit(_ item: DeskItem) {
    if case .dropped = continuation.yield(item) { lost.withLock { $0 += 1 } }
  }

  /// Reports that found the queue full, that the journal refused, or that a shutdown gave up.
  public var lostCount: UInt64 { lost.withLock { $0 } }

  /// Reports that were stored but could not be read back to be shown.
  public var unshownCount: UInt64 { unshown.withLock { $0 } }

  /// Lets `run` return after what is queued.
  public func finish() { continuation.finish() }

  /// Writes until ``finish()``; cancellation gives up what waits, and counts it.
  public func run() async {
    for await item in stream { await write(item) }
  }

  private func write(_ item: DeskItem) async {
    while !Task.isCancelled {
      do {
        let entry = try await journal.append([item.draft()], deliveries: []).first
        if let entry { await show(item, entry.sequence) }
        return
      } catch {
        // What was still to be told of a purged session is not lost: nobody may keep it.
        if case .sessionPurged = error as? JournalError { return }
        // Only a journal that cannot be written now is worth waiting for; what it refuses once it refuses for ever.
        guard case .unavailable = error as? JournalError else { break }
        do { try await retry() } catch { break }
      }
    }
    lost.withLock { $0 += 1 }
  }

  private func show(_ item: DeskItem, _ sequence: Int64) async {
    do {
      switch item {
      case .raised(let record, _):
        let shown = try await journal.record(of: record.id).withoutVectors
        hub.publish(.alert(shown, sequence: sequence))
        // Only what is stored and shown is explained.
        explain(shown)
      case .explained(let explanation, _): hub.publish(.explanation(explanation, sequence: sequence))
      case .ended(let alert, _, _):
        hub.publish(.alertChanged(try await journal.record(of: alert).withoutVectors, sequence: sequence))
      case .sessionStarted, .sessionEnded: break
      }
    } catch {
      // It is stored: who resumes by Last-Event-ID or reads the list gets it.
      unshown.withLock { $0 += 1 }
    }
  }
}
