import Configuration
import Cryptography
import GLib
import People
import Soup
import Vocabulary

/// Yields the one `Caller` of each request, whatever it carries.
@GLibActor final class Authenticator {
  private let tokens: TokenTable
  private let origins: OriginPolicy
  private let people: PeopleDesk
  private let hasProvider: Bool
  private let time: any TimeSource
  /// Of signed publish tokens; `nil` where there is none, so that none holds.
  private let publishKey: Secret?
  private var sessions: SessionStore
  private var failures = TokenBucket(burst: 10, perSecond: 1.0 / 6)
  /// By name, whoever guesses from wherever.
  private var nameFailures = TokenBucket(burst: 30, perSecond: 1.0 / 6)
  /// Wrong tokens and passwords so far, for the metrics.
  private(set) var failureCount = 0

  nonisolated init(
    tokens: TokenTable, settings: Settings, people: PeopleDesk, time: any TimeSource, publishKey: Secret? = nil
  ) {
    self.publishKey = publishKey
    self.tokens = tokens
    origins = OriginPolicy(foreign: settings.origins)
    self.people = people
    hasProvider = settings.signIn.provider != nil
    self.time = time
    sessions = SessionStore(settings.signIn)
  }

  /// Whether the person at this machine needs no sign-in: as long as nobody could sign in.
  var admitsLocal: Bool { tokens.isEmpty && !hasProvider && !people.directory.hasAdministrator }

  /// Whose tokens there are.
  var tokenHolders: [Principal] { tokens.principals }

  /// - Parameter isActivity: whether a person did something, which keeps their session open.
  /// - Throws: 401 for a wrong token, 429 after too many of them, 403 for a local request under a foreign host name.
  func identify(_ head: HTTPHead, isActivity: Bool = false) throws(Problem) -> Caller {
    if head.count(of: "authorization") > 0 { return try identifyBearer(head) }
    if let cookie = SessionCookie.value(in: head),
      let session = sessions.session(cookie: cookie, at: time.now(), isActivity: isActivity), holds(session)
    {
      return Caller(principal: session.principal, proof: .cookie(key: session.key, csrf: session.csrf))
    }
    guard admitsLocal, head.isFromLoopback else { return .anonymous }
    guard OriginPolicy.isForLoopback(head) else { return .anonymous }
    return Caller(principal: .local, proof: .local)
  }

  /// Whether it would be local but for the host name, so that the refusal can say so.
  func isUnderForeignHost(_ head: HTTPHead) -> Bool {
    admitsLocal && head.isFromLoopback && !OriginPolicy.isForLoopback(head)
  }

  /// Keeps other sites' pages from acting through a browser.
  func checkSite(_ head: HTTPHead, _ caller: Caller, _ route: Route) throws(Problem) {
    let isSocket = route.isSocket
    guard route.method.changes || isSocket else { return }
    if case .token = caller.proof { return }
    switch origins.judge(head) {
    case .own: break
    case .configured: guard route.mayComeFromElsewhere else { throw .foreignOrigin }
    case .foreign: throw .foreignOrigin
    case .absent: if isSocket, caller.sessionKey != nil { throw .foreignOrigin }
    }
    // Signing in again cannot know the value of the session that the browser may still have.
    guard !isSocket, route.permission != .open, let csrf = caller.csrf else { return }
    let sent = SHA256.digest(of: head.header("x-csrf-token") ?? "")
    guard ConstantTime.areEqual(sent.bytes, SHA256.digest(of: csrf).bytes) else { throw .noCrossSiteToken }
  }

  /// Whether a page of a foreign origin asks, whatever it brings: a token does not excuse it.
  func isFromForeignOrigin(_ head: HTTPHead) -> Bool { origins.judge(head) == .foreign }

  /// Whether an answer may hold what pages elsewhere must not read, though every origin may read answers of media routes: the caller
  /// brings a token, or is no page of a foreign origin.
  func mayReadSecrets(_ head: HTTPHead) -> Bool { head.header("authorization") != nil || origins.judge(head) != .foreign }

  // MARK: Signing in and out

  /// Signs in with a token.
  func signIn(token: String, from address: String) throws(Problem) -> (cookie: String, session: SessionStore.Session) {
    let principal = try check(token, from: address)
    return sessions.start(principal, by: .token, from: address, at: time.now())
  }

  /// Signs in with a name and a password. An allowance is taken before the password is looked at, since looking takes a while.
  func signIn(
    name: String, password: Secret, from address: String
  ) async throws -> (cookie: String, session: SessionStore.Session) {
    let now = time.now()
    let key = PersonName.normalised(name) ?? ""
    guard failures.allows(address, at: now) else {
      throw Problem.tooMany(afterSeconds: failures.secondsUntilNext(address, at: now))
    }
    guard nameFailures.allows(key, at: now) else {
      throw Problem.tooMany(afterSeconds: nameFailures.secondsUntilNext(key, at: now))
    }
    _ = failures.take(address, at: now)
    _ = nameFailures.take(key, at: now)
    guard let person = try await people.signIn(name, password) else {
      failureCount += 1
      throw Problem.wrongPassword
    }
    failures.restore(address)
    nameFailures.restore(key)
    return try start(person, by: .password, from: address)
  }

  /// Signs in somebody whom a provider vouches for.
  func signIn(person: Person, from address: String) throws(Problem) -> (cookie: String, session: SessionStore.Session) {
    try start(person, by: .provider, from: address)
  }

  private func start(
    _ person: Person, by proof: SessionStore.Proof, from address: String
  ) throws(Problem) -> (cookie: String, session: SessionStore.Session) {
    guard let standing = people.directory.standing(of: person.name) else { throw .wrongPassword }
    let principal = Principal(name: person.name, standing: standing)
    return sessions.start(principal, by: proof, revision: standing.revision, from: address, at: time.now())
  }

  func signOut(_ key: Digest) { sessions.end(key) }

  // MARK: Open sessions

  var openSessions: [SessionStore.Session] { sessions.all.filter(holds) }

  func session(_ key: Digest) -> SessionStore.Session? { sessions.all.first { $0.key == key } }

  func idleAfter(_ session: SessionStore.Session) -> Duration? { sessions.idleAfter(session) }

  var longest: Duration { sessions.longest }

  /// Forgets sessions that are over, and says which.
  func sweep() -> [SessionStore.Session] { sessions.sweep(at: time.now(), holding: holds) }

  /// Whether the person is still who they were when it was opened: a password, a role or a group may have changed since.
  private func holds(_ session: SessionStore.Session) -> Bool {
    guard let revision = session.revision else { return true }
    return people.directory.standing(of: session.principal.name)?.revision == revision
  }

  private func identifyBearer(_ head: HTTPHead) throws(Problem) -> Caller {
    let parts = (head.header("authorization") ?? "").split(separator: " ", omittingEmptySubsequences: true)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw .wrongToken }
    let token = String(parts[1])
    if PublishToken.isLikely(token), let principal = try publisher(presenting: token) {
      return Caller(principal: principal, proof: .token)
    }
    return Caller(principal: try check(token, from: head.remoteAddress), proof: .token)
  }

  /// Whose signed token it is; `nil` for one that is none of ours, which then counts as a wrong one. An own one whose time is over is
  /// told so: only who had it can know.
  private func publisher(presenting token: String) throws(Problem) -> Principal? {
    guard let publishKey else { return nil }
    do throws(PublishTokenError) {
      let signed = try PublishToken(verifying: token, key: publishKey, at: time.now())
      return Principal(signed)
    } catch {
      guard error == .expired else { return nil }
      throw .expiredToken
    }
  }

  /// After too many wrong tokens an address waits even with a right one: otherwise the answer would still tell which is right.
  private func check(_ token: String, from address: String) throws(Problem) -> Principal {
    let now = time.now()
    guard failures.allows(address, at: now) else { throw .tooMany(afterSeconds: failures.secondsUntilNext(address, at: now)) }
    if let principal = tokens.principal(presenting: token) { return principal }
    failureCount += 1
    _ = failures.take(address, at: now)
    throw .wrongToken
  }
}
