import Configuration
import GLib
import Soup
import Vocabulary

extension Routes {
  private struct SessionBody: Encodable {
    let name: String
    let role: String
    let csrf: String?
    let local: Bool

    enum CodingKeys: String, CodingKey { case name, role, csrf, local }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(role, forKey: .role)
      try container.encode(csrf, forKey: .csrf)
      try container.encode(local, forKey: .local)
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
    starting.fails = [401, 422, 429]
    var ending = RouteDescription()
    ending.gives = [(204, "Signed out.", nil, nil)]
    return [
      Route(
        method: .get, pattern: pattern, permission: .signedIn, summary: "Who is signed in, and the CSRF value.",
        description: asking, handler: .now(who)),
      Route(
        method: .post, pattern: pattern, permission: .open, summary: "Signs in with a token.", bodyLimit: 8_192,
        description: starting, handler: .now(signIn)),
      Route(
        method: .delete, pattern: pattern, permission: .signedIn, summary: "Signs out.", description: ending,
        handler: .now(signOut)),
    ]
  }

  private static let who: @GLibActor @Sendable (Request, Services) throws -> HTTPReply = { request, _ in
    let principal = try request.caller()
    return .json(
      SessionBody(name: principal.name, role: principal.role.rawValue, csrf: request.csrf, local: principal.isLocal))
  }

  private static let signIn: @GLibActor @Sendable (Request, Services) throws -> HTTPReply = { request, services in
    let body = try BodyReader(request, allowing: ["token"])
    let token = try body.text("token", allowed: "a token as text")
    let (cookie, session) = try services.authenticator.signIn(token: token, from: request.head.remoteAddress)
    let age = Int(SessionStore.longest.milliseconds / 1000)
    return .json(
      SessionBody(name: session.principal.name, role: session.principal.role.rawValue, csrf: session.csrf, local: false),
      headers: [SessionCookie.header(cookie, isSecure: request.head.isSecure, maximumAge: age)])
  }

  private static let signOut: @GLibActor @Sendable (Request, Services) throws -> HTTPReply = { request, services in
    if let key = request.sessionKey {
      services.authenticator.signOut(key)
      services.events.end(session: key)
      services.mcp.end(browser: key)
    }
    return .empty(headers: [SessionCookie.header("", isSecure: request.head.isSecure, maximumAge: 0)])
  }
}
