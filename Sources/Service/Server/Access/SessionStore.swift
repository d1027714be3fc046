import Configuration
import Cryptography
import Vocabulary

/// Who is signed in with a browser. In memory: a restart signs everybody out. A value that is told the time.
///
/// A person's session ends when nobody has done anything for a while: opened a page, changed something, or, as the page reports, touched it.
/// What a page asks by itself does not count. A token's session ends when nothing at all was asked for two hours.
struct SessionStore {
  /// How somebody proved who they are.
  enum Proof: String, Sendable, Hashable { case token, password, provider }

  struct Session: Sendable {
    /// For lists; opens nothing.
    let id: String
    let principal: Principal
    let proof: Proof
    /// What the person's standing was; `nil` for a token.
    let revision: Int64?
    /// From where it was opened.
    let address: String
    /// What unsafe requests must carry beside the cookie.
    let csrf: String
    /// Names the session without opening it.
    let key: Digest
    var lastUsed: Moment
    let startedAt: Moment
  }

  static let tokenIdle: Duration = .seconds(2 * 3_600)
  static let limit = 1_000

  let idle: Duration?
  let longest: Duration
  private var sessions: [Digest: Session] = [:]

  init(_ setting: SignInSetting = SignInSetting()) {
    idle = setting.idle
    longest = setting.longest
  }

  /// Starts a session; the result is the cookie's value.
  mutating func start(
    _ principal: Principal, by proof: Proof, revision: Int64? = nil, from address: String, at now: Moment
  ) -> (cookie: String, session: Session) {
    _ = sweep(at: now) { _ in true }
    if sessions.count >= Self.limit, let oldest = sessions.values.min(by: { $0.lastUsed < $1.lastUsed }) {
      sessions[oldest.key] = nil
    }
    let cookie = RandomIdentifier.hexadecimal128() + RandomIdentifier.hexadecimal128()
    let key = SHA256.digest(of: cookie)
    let session = Session(
      id: RandomIdentifier.hexadecimal128(), principal: principal, proof: proof, revision: revision, address: address,
      csrf: RandomIdentifier.hexadecimal128(), key: key, lastUsed: now, startedAt: now)
    sessions[key] = session
    return (cookie, session)
  }

  /// The session of a cookie, if it has not expired. `isActivity`: a person did something.
  mutating func session(cookie: String, at now: Moment, isActivity: Bool) -> Session? {
    let key = SHA256.digest(of: cookie)
    guard var session = sessions[key], isFresh(session, at: now) else { return nil }
    if isActivity || session.proof == .token { session.lastUsed = now }
    sessions[key] = session
    return session
  }

  /// Those that are open, newest first.
  var all: [Session] { sessions.values.sorted { $1.startedAt < $0.startedAt } }

  /// When it ends if nothing more is done in it; `nil` if only its length ends it.
  func idleAfter(_ session: Session) -> Duration? { session.proof == .token ? Self.tokenIdle : idle }

  mutating func end(_ key: Digest) { sessions[key] = nil }

  /// Forgets what has expired or does not hold any more, and says which sessions those were.
  mutating func sweep(at now: Moment, holding holds: (Session) -> Bool) -> [Session] {
    let over = sessions.values.filter { !isFresh($0, at: now) || !holds($0) }
    for session in over { sessions[session.key] = nil }
    return over
  }

  private func isFresh(_ session: Session, at now: Moment) -> Bool {
    guard now.since(session.startedAt) < longest else { return false }
    return idleAfter(session).map { now.since(session.lastUsed) < $0 } ?? true
  }
}
