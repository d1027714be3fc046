import GLib
import Soup
import Vocabulary

/// One open stream of notifications. The journal is its queue: an event only says that there is more to read, so that none is lost,
/// however slow the client is, and a client that was away goes on where it stopped.
@GLibActor final class McpStream {
  private static let pageSize = 200

  private let stream: OutgoingStream
  private let backend: any Backend
  private let heartbeat: Duration
  private let watches: @GLibActor (McpResource) -> Bool
  /// The request that opened it, where there are no sessions.
  private let subscription: JSONValue?
  private var cursor: McpCursor?
  /// The newest entry that is known to exist.
  private var newest: Int64 = 0
  private var waiting: [SharedBytes] = []
  private var isReading = false
  private var isOver = false
  private var lastSent = ContinuousClock.now

  /// - Parameters:
  ///   - cursor: where to go on; `nil` = with what happens from now on.
  ///   - greeting: what goes out first.
  ///   - watches: whether the client wants to hear of a resource now.
  init(
    stream: OutgoingStream, backend: any Backend, heartbeat: Duration, cursor: McpCursor?, greeting: [SharedBytes],
    subscription: JSONValue?, watches: @escaping @GLibActor (McpResource) -> Bool
  ) {
    self.stream = stream
    self.backend = backend
    self.heartbeat = heartbeat
    self.cursor = cursor
    self.subscription = subscription
    self.watches = watches
    waiting = greeting
    newest = cursor == nil ? 0 : .max
  }

  func open() {
    stream.onIdle = { [weak self] in self?.pump() }
    pump()
  }

  /// Says that the journal has come to `sequence`.
  func wake(_ sequence: Int64) {
    if cursor == nil { cursor = McpCursor(through: sequence - 1) }
    newest = max(newest, sequence)
    pump()
  }

  func beat(at now: ContinuousClock.Instant) {
    guard !isOver, !stream.isBusy, waiting.isEmpty, now - lastSent >= heartbeat else { return }
    send(SharedBytes(": beat\n\n"))
  }

  /// - Parameter farewell: what a client is told first, where nothing is on its way.
  func end(_ farewell: SharedBytes? = nil) {
    guard !isOver else { return }
    isOver = true
    if let farewell, !stream.isBusy { stream.send(farewell) }
    stream.finish()
  }

  private func pump() {
    guard !isOver, !stream.isBusy else { return }
    if !waiting.isEmpty { return send(waiting.removeFirst()) }
    guard let cursor, cursor.through < newest, !isReading else { return }
    isReading = true
    Task { @GLibActor [weak self, backend] in
      let page = try? await backend.journal(after: cursor.through, limit: Self.pageSize)
      self?.received(page)
    }
  }

  private func received(_ page: [JournalEntry]?) {
    guard !isOver else { return }
    isReading = false
    // The journal cannot be read: the client comes again with its last id.
    guard let page else { return end() }
    for entry in page {
      guard let told = cursor?.notifications(of: entry) else { continue }
      for (id, resource) in told where watches(resource) {
        waiting.append(
          McpEvent.bytes(McpEvent.updated(resource, subscription: subscription), id: subscription == nil ? id : nil))
      }
    }
    // That is all there is, whatever was thought.
    if page.count < Self.pageSize, let cursor, newest == .max || page.isEmpty { newest = cursor.through }
    pump()
  }

  private func send(_ bytes: SharedBytes) {
    lastSent = .now
    stream.send(bytes)
  }
}
