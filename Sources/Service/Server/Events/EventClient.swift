import GLib
import Soup
import Vocabulary

/// One open event stream: one message is on its way, the rest waits in its queue.
@GLibActor final class EventClient {
  /// Only events of this stream, and those that concern all.
  let filter: StreamIdentifier?
  let sessionKey: SessionKey?
  /// Whose events may be seen; `nil` = all.
  private let allowed: Set<StreamIdentifier>?
  /// Whether they may read how sinks stand.
  private let readsSinks: Bool
  private let stream: OutgoingStream
  private let limits: ServerLimits
  private var queue: EventQueue
  private var replay: EventReplay?
  private var replayed: [EventMessage] = []
  private var lastSent = ContinuousClock.now
  private var isOver = false

  /// - Parameter resumeAfter: the last journal sequence that the client has seen; what came since is sent first.
  init(
    stream: OutgoingStream, filter: StreamIdentifier?, sessionKey: SessionKey?, allowed: Set<StreamIdentifier>?,
    readsSinks: Bool, resumeAfter: Int64?, backend: any Backend, limits: ServerLimits
  ) {
    self.allowed = allowed
    self.readsSinks = readsSinks
    self.stream = stream
    self.filter = filter
    self.sessionKey = sessionKey
    self.limits = limits
    queue = EventQueue(alertLimit: limits.waitingAlerts)
    replay = resumeAfter.map { EventReplay(backend: backend, after: $0, filter: filter) }
  }

  var superseded: Int { queue.superseded }

  /// Greets the client and starts what it missed.
  func open() {
    stream.onIdle = { [weak self] in self?.pump() }
    stream.send(SharedBytes("retry: 2000\n\n"))
    readOn()
  }

  /// What concerns no stream is shown to all only where it is known to tell nothing of any.
  private func mayShow(_ message: EventMessage) -> Bool {
    if case .sink = message.kind, !readsSinks { return false }
    guard let allowed else { return true }
    return message.stream.map(allowed.contains) ?? [.health, .overlay].contains(message.kind)
  }

  func offer(_ message: EventMessage) {
    guard mayShow(message) else { return }
    if let filter, let about = message.stream, about != filter { return }
    guard !queue.put(message) else { return pump() }
    // The journal has what does not fit: a client that is still catching up reads on there, any other comes again.
    if replay != nil {
      queue.dropAllAlerts()
      replay?.mustReadOn = true
    } else {
      end()
    }
  }

  /// A comment now and then: only a write shows that a client has left.
  func beat(at now: ContinuousClock.Instant) {
    guard !stream.isBusy, now - lastSent >= limits.heartbeat else { return }
    send(SharedBytes(": beat\n\n"))
  }

  func end() {
    guard !isOver else { return }
    isOver = true
    replay = nil
    stream.finish()
  }

  private func pump() {
    guard !isOver, !stream.isBusy else { return }
    if !replayed.isEmpty { return send(replayed.removeFirst().bytes) }
    guard replay == nil else {
      readOn()
      return
    }
    if let next = queue.take() { send(next.bytes) }
  }

  private func send(_ bytes: SharedBytes) {
    lastSent = .now
    stream.send(bytes)
  }

  /// Reads the next page of what was missed, once all of the last one has been sent.
  private func readOn() {
    guard replay != nil, replayed.isEmpty, replay?.isReading == false else { return }
    replay?.isReading = true
    Task { @GLibActor [weak self] in
      guard let reading = self?.replay else { return }
      let page = await reading.nextPage()
      self?.received(page)
    }
  }

  private func received(_ page: EventReplay.Page?) {
    guard !isOver, replay != nil else { return }
    // The journal cannot be read: the browser tries again, with the same last id.
    guard let page else { return end() }
    replay?.isReading = false
    replay?.after = page.through
    replayed = page.messages.filter(mayShow)
    if page.isLast, replay?.mustReadOn == false {
      queue.dropAlerts(through: page.through)
      replay = nil
    }
    replay?.mustReadOn = false
    pump()
  }
}
