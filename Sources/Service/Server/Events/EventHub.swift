import GLib
import Soup
import Vocabulary

/// Hears what happens behind the server and tells every open event stream, each event encoded once.
@GLibActor final class EventHub {
  private let backend: any Backend
  private let time: any TimeSource
  private let limits: ServerLimits
  private var clients: [ObjectIdentifier: EventClient] = [:]
  private var supersededOfGone = 0

  init(backend: any Backend, time: any TimeSource, limits: ServerLimits) {
    self.backend = backend
    self.time = time
    self.limits = limits
  }

  var clientCount: Int { clients.count }
  /// Messages that a newer one replaced before a client could take them.
  var superseded: Int { clients.values.reduce(supersededOfGone) { $0 + $1.superseded } }

  /// Runs until cancelled.
  func run() async {
    let beats = Task { @GLibActor in
      while !Task.isCancelled {
        try? await Task.sleep(for: limits.heartbeat / 2)
        for client in clients.values { client.beat(at: .now) }
      }
    }
    for await event in backend.events() {
      guard !clients.isEmpty else { continue }
      let message = EventMessage(event, at: time.now())
      for client in clients.values { client.offer(message) }
    }
    beats.cancel()
  }

  /// Opens a stream on an exchange.
  /// - Parameter readsSinks: whether the client may know how sinks stand: as for `GET /api/v1/sinks`.
  /// - Throws: 503 if there are too many.
  func open(
    _ exchange: HTTPExchange, headers: [(name: String, value: String)], filter: StreamIdentifier?, sessionKey: SessionKey?,
    allowed: Set<StreamIdentifier>? = nil, readsSinks: Bool = false, resumeAfter: Int64?
  ) throws(Problem) {
    guard clients.count < limits.eventClients else { throw .overloaded(afterSeconds: 5) }
    guard let stream = exchange.startStream(status: 200, headers: headers) else { return }
    let client = EventClient(
      stream: stream, filter: filter, sessionKey: sessionKey, allowed: allowed, readsSinks: readsSinks,
      resumeAfter: resumeAfter, backend: backend, limits: limits)
    let key = ObjectIdentifier(client)
    clients[key] = client
    stream.onEnd = { [weak self] in self?.forget(key) }
    client.open()
    tellState(client)
  }

  /// Ends the streams of a browser session that signed out.
  func end(session key: SessionKey) {
    for client in clients.values where client.sessionKey == key { client.end() }
  }

  func endAll() { for client in clients.values { client.end() } }

  private func forget(_ key: ObjectIdentifier) {
    guard let client = clients.removeValue(forKey: key) else { return }
    supersededOfGone += client.superseded
    client.end()
  }

  /// What a screen that just opened must know before anything changes.
  private func tellState(_ client: EventClient) {
    Task { @GLibActor [weak client, backend, time] in
      let health = await backend.health()
      let streams = await backend.streams()
      // Sinks that cannot be read now tell when they can.
      let sinks = (try? await backend.handOff?.sinks()) ?? []
      guard let client else { return }
      client.offer(EventMessage(.health(health), at: time.now()))
      for sink in sinks where sink.dead > 0 {
        client.offer(EventMessage(.sink(SinkNotice(sink: sink.name, dead: sink.dead)), at: time.now()))
      }
      for state in streams { client.offer(EventMessage(.stream(state), at: time.now())) }
    }
  }
}
