import Capture
import Synchronization
import Vocabulary

/// Takes published streams as the Pipeline would, each into a log of its own.
final class TestReceiver: PublicationReceiver {
  private let logs = Mutex<[StreamIdentifier: EventLog]>([:])
  private let taken: Set<StreamIdentifier>

  init(taken: Set<StreamIdentifier> = []) { self.taken = taken }

  func begin(_ source: PublishedSource) async throws(MediaRefusal) -> @Sendable (SourceEvent) -> Void {
    guard !taken.contains(source.stream) else { throw .streamBusy(source.stream) }
    return log(source.stream).receive
  }

  func log(_ stream: StreamIdentifier) -> EventLog {
    logs.withLock { logs in
      if let log = logs[stream] { return log }
      let log = EventLog()
      logs[stream] = log
      return log
    }
  }
}
