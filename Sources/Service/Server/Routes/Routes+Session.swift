import Configuration
import Cryptography
import GLib
import People
import Soup
import Vocabulary

extension Routes {
  private struct SessionBody: Encodable {
    let name: String
    let role: String
    let csrf: String?
    let local: Bool
    /// `token`, `password`, `provider`, or `local`.
    let proof: String
    /// After how long without a person's doing anything it ends; `null` = it does not for that.
    let idle: Double?
    /// `null` = all.
    let streams: [String]?

    enum CodingKeys: String, CodingKey {
      case name, role, csrf, local, proof, streams
      case idle = "idle_seconds"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(role, forKey: .role)
      try container.encode(csrf, forKey: .csrf)
      try container.encode(local, forKey: .local)
      try container.encode(proof, forKey: .proof)
      try container.encode(idle, forKey: .idle)
      try container.encode(streams, forKey: .streams)
    }

    @GLibActor init(_ session: SessionStore.Session, _ services: Services) {
      // A screen on the wall has nobody at it.
      let idle = session.proof == .token ? nil : services.authenticator.idleAfter(session)
      self.init(
        session.principal, proof: session.proof.rawValue, csrf: session.csrf, idle: idle.map { $0.milliseconds / 1_000 })
    }

    init(_ principal: Principal, proof: String, csrf: String?, idle: Double? = nil) {
      (name, role, local) = (principal.name, principal.role.rawValue, principal.isLocal)
      (self.proof, self.csrf, self.idle) = (proof, csrf, idle)
      streams = principal.streams(for: .read)?.map(\.text).sorted()
    }
  }

  private struct Options: Encodable {
    let password: Bool
    let token: Bool
    let provider: String?

    enum CodingKeys: String, CodingKey { case password, token, provider }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(password, forKey: .password)
      try container.encode(token, forKey: .token)
      try container.encode(provider, forKey: .provider)
    }
  }

  /// Signing in and out.
  static func session() -> [Route] {
    let pattern = PathPattern("/api/v1/session")
    var asking = RouteDescription()
    asking.gives = [(200, "Who is signed in.", "application/json", "Session")]
    var starting = RouteDescription()
    starting.takes = [("application/json", "SignIn")]
    starting.gives = [(200, "Signed in; the reply sets the cookie.", "application/json", "Session")]
    starting.fails = [401, 422, 429, 503]
    var ending = RouteDescription()
    ending.gives = [(204, "Signed out.", nil, nil)]
    return [
      Route(
        method: .get, pattern: pattern, permission: .signedIn, summary: "Who is signed in, and the CSRF value.",
        description: asking, handler: .now(who)),
      Route(
        method: .post, pattern: pattern, permission: .open, summary: "Signs in with a token, or with a name and a password.",
        bodyLimit: 8_192, description: starting, handler: .later(signIn)),
      Route(
        method: .delete, pattern: pattern, permission: .signedIn, summary: "Signs out.", description: ending,
        handler: .now(signOut)),
      options(), activity(), ownPassword(),
    ]
  }

  private static func options() -> Route {
    var description = RouteDescription()
    description.gives = [(200, "By what one can sign in.", "application/json", "SignInOptions")]
    return Route(
      method: .get, pattern: PathPattern("/api/v1/session/options"), permission: .open, summary: "By what one can sign in.",
      description: description,
      handler: .now { _, services in
        .json(
          Options(
            password: services.backend.people.directory.hasPasswords, token: !services.authenticator.tokenHolders.isEmpty,
            provider: services.backend.provider?.name))
      })
  }

  private static func activity() -> Route {
    var description = RouteDescription()
    description.gives = [(204, "Noted: the session's time without anybody begins anew.", nil, nil)]
    return Route(
      method: .post, pattern: PathPattern("/api/v1/session/activity"), permission: .signedIn,
      summary: "Says that a person is at the page. What pages ask by themselves keeps no session open.", description: description,
      handler: .now { _, _ in .empty() })
  }

  private static func ownPassword() -> Route {
    var description = RouteDescription()
    description.takes = [("application/json", "PasswordChange")]
    description.gives = [(204, "Changed. All sessions of the person are over, this one too.", nil, nil)]
    description.fails = [401, 409, 422, 429, 503]
    return Route(
      method: .post, pattern: PathPattern("/api/v1/session/password"), permission: .signedIn,
      summary: "Changes one's own password.", bodyLimit: 8_192, description: description, handler: .later(changeOwnPassword))
  }

  private static let who: @GLibActor @Sendable (Request, Services) throws -> HTTPReply = { request, services in
    let principal = try request.caller()
    if let key = request.sessionKey, let session = services.authenticator.session(key) {
      return .json(SessionBody(session, services))
    }
    return .json(SessionBody(principal, proof: request.proof, csrf: nil))
  }

  private static let signIn: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = { request, services in
    let body = try BodyReader(request, allowing: ["token", "name", "password"])
    let address = request.head.remoteAddress
    let token = try body.optionalText("token", allowed: "a token as text")
    let name = try body.optionalText("name", allowed: "the name that you sign in with")
    if let token {
      guard name == nil else { throw Problem.invalid("/token", allowed: "either a token, or a name and a password") }
      return signedIn(try services.authenticator.signIn(token: token, from: address), request, services)
    }
    guard let name else { throw Problem.invalid("/token", allowed: "a token; or, in its place, name and password") }
    let password = Secret(text: try body.text("password", allowed: "the password as text"))
    guard name.utf8.count <= 256 else { throw Problem.wrongPassword }
    return signedIn(
      try await services.authenticator.signIn(name: name, password: password, from: address), request, services)
  }

  /// The reply that opens a session in the browser.
  @GLibActor static func signedIn(
    _ started: (cookie: String, session: SessionStore.Session), _ request: Request, _ services: Services
  ) -> HTTPReply {
    request.audit.signedIn(started.session)
    return .json(SessionBody(started.session, services), headers: [cookie(started.cookie, request, services)])
  }

  @GLibActor static func cookie(
    _ value: String, _ request: Request, _ services: Services
  ) -> (name: String, value: String) {
    let age = Int(services.authenticator.longest.milliseconds / 1_000)
    return SessionCookie.header(value, isSecure: request.head.isSecure, maximumAge: age)
  }

  private static let changeOwnPassword: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = {
    request, services in
    let body = try BodyReader(request, allowing: ["current", "new"])
    let current = Secret(text: try body.text("current", allowed: "the password that holds now"))
    let new = Secret(text: try body.text("new", allowed: PasswordRules.allowed))
    let caller = try request.caller()
    let (people, address) = (services.backend.people, request.head.remoteAddress)
    // The same allowance as signing in: a session left open must not become a place to guess at.
    do {
      let proved = try await services.authenticator.signIn(name: caller.name, password: current, from: address)
      services.end(proved.session.key)
    } catch let problem as Problem where problem.status == 401 {
      throw Problem.invalid("/current", allowed: "the password that holds now")
    }
    _ = try await people.setPassword(new, of: caller.name, at: "/new")
    services.sweep()
    request.audit.about(caller.name)
    return .empty(headers: [SessionCookie.header("", isSecure: request.head.isSecure, maximumAge: 0)])
  }

  private static let signOut: @GLibActor @Sendable (Request, Services) throws -> HTTPReply = { request, services in
    if let key = request.sessionKey { services.end(key) }
    return .empty(headers: [SessionCookie.header("", isSecure: request.head.isSecure, maximumAge: 0)])
  }
}
