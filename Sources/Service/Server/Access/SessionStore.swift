import Cryptography
import Vocabulary

/// Who is signed in with a browser. In memory: a restart signs everybody out.
struct SessionStore {
  struct Session {
    let principal: Principal
    /// What unsafe requests must carry beside the cookie.
    let csrf: String
    /// Names the session without opening it.
    let key: Digest
    var lastUsed: Moment
    let startedAt: Moment
  }

  static let longest: Duration = .seconds(12 * 3600)
  static let idle: Duration = .seconds(2 * 3600)
  static let limit = 1_000

  private var sessions: [Digest: Session] = [:]

  /// Starts a session; the result is the cookie's value.
  mutating func start(_ principal: Principal, at now: Moment) -> (cookie: String, session: Session) {
    forget(before: now)
    if sessions.count >= Self.limit, let oldest = sessions.values.min(by: { $0.lastUsed < $1.lastUsed }) {
      sessions[oldest.key] = nil
    }
    let cookie = RandomIdentifier.hexadecimal128() + RandomIdentifier.hexadecimal128()
    let key = SHA256.digest(of: cookie)
    let session = Session(
      principal: principal, csrf: RandomIdentifier.hexadecimal128(), key: key, lastUsed: now, startedAt: now)
    sessions[key] = session
    return (cookie, session)
  }

  /// The session of a cookie, if it has not expired.
  mutating func session(cookie: String, at now: Moment) -> Session? {
    let key = SHA256.digest(of: cookie)
    guard var session = sessions[key] else { return nil }
    guard Self.isFresh(session, at: now) else {
      sessions[key] = nil
      return nil
    }
    session.lastUsed = now
    sessions[key] = session
    return session
  }

  mutating func end(_ key: Digest) { sessions[key] = nil }

  private mutating func forget(before now: Moment) { sessions = sessions.filter { Self.isFresh($0.value, at: now) } }

  private static func isFresh(_ session: Session, at now: Moment) -> Bool {
    now.since(session.startedAt) < longest && now.since(session.lastUsed) < idle
  }
}
