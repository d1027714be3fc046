import Configuration
import Foundation
import Soup
import Vocabulary

/// An error as RFC 9457 tells it, with the headers that go with it.
struct Problem: Error {
  let status: Int
  /// Names the kind, stable: the last part of the problem's `type`.
  let kind: String
  let title: String
  let detail: String
  /// JSON pointer to the field that is wrong.
  var pointer: String?
  var headers: [(name: String, value: String)] = []

  init(
    _ status: Int, _ kind: String, _ title: String, _ detail: String, pointer: String? = nil,
    headers: [(name: String, value: String)] = []
  ) {
    self.status = status
    self.kind = kind
    self.title = title
    self.detail = detail
    self.pointer = pointer
    self.headers = headers
  }

  private struct Body: Encodable {
    let type: String
    let title: String
    let status: Int
    let detail: String
    let pointer: String?
    /// What clients of the Open Inference Protocol, or of Vertex AI, look for.
    var error: JSONValue?
  }

  /// The reply that tells it.
  var reply: HTTPReply { reply(nil) }

  /// The same on a route of `kind`: other protocols' routes say it in their own words besides.
  func reply(_ routeKind: Route.Kind?) -> HTTPReply {
    var body = Body(type: "urn:skino:problem:\(kind)", title: title, status: status, detail: detail, pointer: pointer)
    if routeKind == .inference { body.error = .string(detail) }
    if routeKind == .prediction { body.error = .object(["description": .string(detail)]) }
    return HTTPReply(
      status: status, headers: [("Content-Type", "application/problem+json")] + headers, body: SharedBytes(JSON.bytes(body)))
  }
}

extension Problem {
  static let signInNeeded = Problem(
    401, "sign-in-needed", "Sign in first", "This needs a token: sign in, or send it as Authorization: Bearer.",
    headers: [("WWW-Authenticate", "Bearer realm=\"MediaSKINoscope\"")])

  static let wrongToken = Problem(
    401, "wrong-token", "Unknown token", "The server does not know this token. Check it, or ask an administrator for one.",
    headers: [("WWW-Authenticate", "Bearer realm=\"MediaSKINoscope\", error=\"invalid_token\"")])

  static let wrongPassword = Problem(
    401, "wrong-password", "Not signed in",
    "The server does not know this name with this password. Check both, or ask an administrator.")

  static func limitedToStreams(_ streams: Set<StreamIdentifier>) -> Problem {
    let names = streams.map(\.text).sorted().joined(separator: ", ")
    return Problem(
      403, "limited-to-streams", "Not allowed",
      "You may see \(names.isEmpty ? "no stream" : "only \(names)"), and this concerns others too.")
  }

  static let expiredToken = Problem(
    401, "expired-token", "Token expired", "The token's time is over. Ask for a new one.",
    headers: [("WWW-Authenticate", "Bearer realm=\"MediaSKINoscope\", error=\"invalid_token\"")])

  static func otherStream(_ stream: StreamIdentifier) -> Problem {
    Problem(403, "other-stream", "Another stream", "This token publishes the stream \(stream) only.")
  }

  static func forbidden(role: Role) -> Problem {
    Problem(403, "forbidden", "Not allowed", "The role \(role.rawValue) may not do this.")
  }

  static let foreignHost = Problem(
    403, "foreign-host", "Wrong host name",
    "Without tokens the server answers only to its loopback names, and not through a proxy. Open it as localhost or 127.0.0.1.")

  static let foreignOrigin = Problem(
    403, "foreign-origin", "Wrong origin",
    "A page of another origin asked for this. It needs a token, or its origin must stand in the configuration.")

  static let noCrossSiteToken = Problem(
    403, "csrf", "Missing X-CSRF-Token", "Send the csrf value of GET /api/v1/session as X-CSRF-Token.")

  static let notFound = Problem(404, "not-found", "Not found", "There is nothing at this address.")

  static func methodNotAllowed(_ allowed: [String]) -> Problem {
    Problem(
      405, "method-not-allowed", "Method not allowed", "This address takes \(allowed.joined(separator: ", ")).",
      headers: [("Allow", allowed.joined(separator: ", "))])
  }

  static func badRequest(_ detail: String) -> Problem { Problem(400, "bad-request", "Bad request", detail) }

  static func tooLarge(limit: Int) -> Problem {
    Problem(413, "too-large", "Too large", "At most \(limit) bytes are taken here.")
  }

  static func unsupported(allowed: String) -> Problem {
    Problem(415, "unsupported-media-type", "Unsupported media type", "This address takes \(allowed).")
  }

  static func invalid(_ pointer: String, allowed: String) -> Problem {
    Problem(422, "invalid-value", "Value not allowed", "Allowed at \(pointer): \(allowed).", pointer: pointer)
  }

  static func tooMany(afterSeconds seconds: Int) -> Problem {
    Problem(
      429, "too-many-requests", "Too many requests", "Try again in \(seconds) s.", headers: [("Retry-After", "\(seconds)")])
  }

  static func overloaded(afterSeconds seconds: Int) -> Problem {
    Problem(
      503, "overloaded", "Overloaded", "The server is at its limit. Try again in \(seconds) s.",
      headers: [("Retry-After", "\(seconds)")])
  }
}
