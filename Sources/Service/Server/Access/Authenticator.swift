import Configuration
import Cryptography
import GLib
import Soup
import Vocabulary

/// Yields the one `Caller` of each request, whatever it carries.
@GLibActor final class Authenticator {
  private let tokens: TokenTable
  private let origins: OriginPolicy
  private let time: any TimeSource
  /// Of signed publish tokens; `nil` where there is none, so that none holds.
  private let publishKey: Secret?
  private var sessions = SessionStore()
  private var failures = TokenBucket(burst: 10, perSecond: 1.0 / 6)
  /// Wrong tokens so far, for the metrics.
  private(set) var failureCount = 0

  nonisolated init(tokens: TokenTable, origins: [String], time: any TimeSource, publishKey: Secret? = nil) {
    self.publishKey = publishKey
    self.tokens = tokens
    self.origins = OriginPolicy(foreign: origins)
    self.time = time
  }

  /// Whether the person at this machine needs no token.
  var admitsLocal: Bool { tokens.isEmpty }

  /// - Throws: 401 for a wrong token, 429 after too many of them, 403 for a local request under a foreign host name.
  func identify(_ head: HTTPHead) throws(Problem) -> Caller {
    if head.count(of: "authorization") > 0 { return try identifyBearer(head) }
    if let cookie = cookie(head), let session = sessions.session(cookie: cookie, at: time.now()) {
      return Caller(principal: session.principal, proof: .cookie(key: session.key, csrf: session.csrf))
    }
    guard tokens.isEmpty, head.isFromLoopback else { return .anonymous }
    guard OriginPolicy.isForLoopback(head) else { return .anonymous }
    return Caller(principal: .local, proof: .local)
  }

  /// Whether it would be local but for the host name, so that the refusal can say so.
  func isUnderForeignHost(_ head: HTTPHead) -> Bool {
    tokens.isEmpty && head.isFromLoopback && !OriginPolicy.isForLoopback(head)
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

  /// Signs in with a token.
  func signIn(token: String, from address: String) throws(Problem) -> (cookie: String, session: SessionStore.Session) {
    let principal = try check(token, from: address)
    return sessions.start(principal, at: time.now())
  }

  func signOut(_ key: Digest) { sessions.end(key) }

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

  private func cookie(_ head: HTTPHead) -> String? {
    guard let header = head.header("cookie") else { return nil }
    let wanted = SessionCookie.name(isSecure: head.isSecure) + "="
    let pairs = header.split(separator: ";").map { $0.drop { $0 == " " } }
    return pairs.first { $0.hasPrefix(wanted) }.map { String($0.dropFirst(wanted.count)) }
  }
}
