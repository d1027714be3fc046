import Vocabulary

/// Who is in a session. A value that is told the time; bounded for all together and for each principal.
struct McpSessionTable {
  private let limits: McpLimits
  private var sessions: [String: McpSession] = [:]

  init(limits: McpLimits) { self.limits = limits }

  var count: Int { sessions.count }

  /// Starts a session.
  ///
  /// - Returns: it, and the ids of those that ended for it: idle ones, and the principal's least used where it had too many.
  /// - Throws: −32000 where all together are too many.
  mutating func start(
    _ principal: Principal, _ version: McpVersion, browser: SessionKey?, at now: Moment
  ) throws(RPCFault) -> (session: McpSession, ended: [String]) {
    var ended = endIdle(at: now)
    let own = sessions.values.filter { $0.principal == principal }
    if own.count >= limits.sessionsOfOne, let least = own.min(by: Self.isLessUsed) {
      sessions[least.id] = nil
      ended.append(least.id)
    }
    guard sessions.count < limits.sessions else { throw .busy("There are too many sessions. Try again later.") }
    let session = McpSession(
      id: RandomIdentifier.hexadecimal128(), principal: principal, version: version, browser: browser, lastUsed: now)
    sessions[session.id] = session
    return (session, ended)
  }

  /// The session of `principal` under this id, as used now; `nil` for one that is over, never was, or is somebody else's.
  mutating func use(_ id: String, by principal: Principal, at now: Moment) -> McpSession? {
    guard var session = sessions[id], session.principal == principal, !isIdle(session, at: now) else { return nil }
    session.lastUsed = now
    sessions[id] = session
    return session
  }

  /// Changes a session that is still there.
  mutating func change(_ id: String, _ body: (inout McpSession) -> Void) {
    guard var session = sessions[id] else { return }
    body(&session)
    sessions[id] = session
  }

  func subscribes(_ id: String, to resource: McpResource) -> Bool {
    sessions[id]?.subscriptions.contains(resource) ?? false
  }

  mutating func end(_ id: String) { sessions[id] = nil }

  /// - Returns: the ids of those that ended.
  mutating func end(browser key: SessionKey) -> [String] {
    let ids = sessions.values.filter { $0.browser == key }.map(\.id)
    for id in ids { sessions[id] = nil }
    return ids
  }

  /// - Returns: the ids of those that ended.
  mutating func endIdle(at now: Moment) -> [String] {
    let ids = sessions.values.filter { isIdle($0, at: now) }.map(\.id)
    for id in ids { sessions[id] = nil }
    return ids
  }

  private func isIdle(_ session: McpSession, at now: Moment) -> Bool {
    !session.isListening && now.since(session.lastUsed) >= limits.idle
  }

  /// Who hears notifications counts as used.
  private static func isLessUsed(_ left: McpSession, _ right: McpSession) -> Bool {
    left.isListening == right.isListening ? left.lastUsed < right.lastUsed : right.isListening
  }
}
