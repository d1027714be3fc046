import Vocabulary

/// What the journal tells of sessions and of vectors, kept in memory and read on whenever it is asked: nothing of it is stored twice.
///
/// Bounded: the newest cases, sessions and changes are kept. What a purge destroys is forgotten with the entry that tells it.
actor JournalDigest {
  /// One session as the journal tells it.
  struct Session: Sendable {
    let id: SessionIdentifier
    let stream: StreamIdentifier
    let startedAt: String
    var endedAt: String?
  }

  /// What a search for similar alerts found.
  struct Found: Sendable {
    struct Match: Sendable {
      let alert: AlertIdentifier
      let cosine: Double
    }

    let matches: [Match]
    /// Alerts that were compared.
    let compared: Int
  }

  private struct Change {
    let stream: StreamIdentifier
    let at: String
    let told: JSONValue
  }

  static let pageSize = 200
  static let caseLimit = 20_000
  private static let sessionLimit = 5_000
  private static let changeLimit = 2_000

  private let backend: any Backend
  private let caseLimit: Int
  private var cursor: Int64 = 0
  private var cases: [AlertIdentifier: CaseVector] = [:]
  private var caseOrder: [AlertIdentifier] = []
  private var sessions: [SessionIdentifier: Session] = [:]
  private var sessionOrder: [SessionIdentifier] = []
  private var changes: [Change] = []
  private var purged: Set<SessionIdentifier> = []

  init(backend: any Backend, caseLimit: Int = JournalDigest.caseLimit) {
    self.backend = backend
    self.caseLimit = caseLimit
  }

  /// Reads the journal from where it stopped to its end.
  ///
  /// - Parameter report: told after each page how many entries were read.
  /// - Throws: ``BackendError``; `CancellationError` between two pages.
  func catchUp(_ report: @Sendable (Double, String) async -> Void) async throws {
    var read = 0
    while true {
      try Task.checkCancellation()
      let page = try await backend.journal(after: cursor, limit: Self.pageSize)
      // Another reader may have gone on meanwhile: what it took in is not taken in again.
      for entry in page where entry.sequence > cursor {
        take(entry)
        cursor = entry.sequence
      }
      read += page.count
      if page.count < Self.pageSize { return }
      await report(Double(read), "Reading the journal")
    }
  }

  /// A session by its id, or a stream's newest.
  func session(_ id: SessionIdentifier?, of stream: StreamIdentifier?) -> Session? {
    if let id {
      guard let session = sessions[id], stream == nil || session.stream == stream else { return nil }
      return session
    }
    return sessionOrder.last { sessions[$0]?.stream == stream }.flatMap { sessions[$0] }
  }

  /// Changes of thresholds on the session's stream while it ran.
  func thresholdChanges(in session: Session) -> [JSONValue] {
    changes.filter { change in
      guard change.stream == session.stream, change.at >= session.startedAt else { return false }
      return session.endedAt.map { change.at <= $0 } ?? true
    }.map(\.told)
  }

  /// The alerts whose vectors are nearest to an alert's.
  ///
  /// - Returns: `nil` where the journal holds no vector of the alert.
  func similar(to alert: AlertIdentifier, includingSameSession: Bool, limit: Int) -> Found? {
    guard let target = cases[alert] else { return nil }
    let others = cases.filter { id, one in
      id != alert && one.model == target.model && one.values.count == target.values.count
        && (includingSameSession || one.session != target.session)
    }
    let scored = others.map { Found.Match(alert: $0.key, cosine: target.cosine(with: $0.value)) }
    let nearest = scored.sorted { $0.cosine == $1.cosine ? $0.alert.text < $1.alert.text : $0.cosine > $1.cosine }
    return Found(matches: Array(nearest.prefix(limit)), compared: others.count)
  }

  private func take(_ entry: JournalEntry) {
    switch entry.kind {
    case .sessionStarted: start(entry)
    case .sessionEnded: if let id = entry.session { sessions[id]?.endedAt = entry.at }
    case .alertRaised: raise(entry)
    case .thresholdChanged: change(entry)
    case .purged: if let id = entry.session { forget(id) }
    default: break
    }
  }

  private func start(_ entry: JournalEntry) {
    guard let id = entry.session, let stream = entry.data["stream"]?.text.flatMap({ StreamIdentifier($0) }),
      !purged.contains(id)
    else { return }
    if sessions[id] == nil { sessionOrder.append(id) }
    sessions[id] = Session(id: id, stream: stream, startedAt: entry.at)
    while sessionOrder.count > Self.sessionLimit { sessions[sessionOrder.removeFirst()] = nil }
  }

  private func raise(_ entry: JournalEntry) {
    guard let alert = entry.alert, let one = CaseVector(entry), !purged.contains(one.session) else { return }
    if cases.updateValue(one, forKey: alert) == nil { caseOrder.append(alert) }
    while caseOrder.count > caseLimit { cases[caseOrder.removeFirst()] = nil }
  }

  private func change(_ entry: JournalEntry) {
    guard let stream = entry.data["stream"]?.text.flatMap({ StreamIdentifier($0) }) else { return }
    let told: JSONValue = [
      "at": .string(entry.at), "condition": entry.data["condition"] ?? .null, "by": entry.data["by"] ?? .null,
      "setting": entry.data["setting"] ?? .null, "previous": entry.data["previous"] ?? .null,
    ]
    changes.append(Change(stream: stream, at: entry.at, told: told))
    if changes.count > Self.changeLimit { changes.removeFirst(changes.count - Self.changeLimit) }
  }

  private func forget(_ session: SessionIdentifier) {
    purged.insert(session)
    sessions[session] = nil
    sessionOrder.removeAll { $0 == session }
    let gone = Set(cases.filter { $0.value.session == session }.keys)
    guard !gone.isEmpty else { return }
    for alert in gone { cases[alert] = nil }
    caseOrder.removeAll { gone.contains($0) }
  }
}
