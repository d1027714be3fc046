import GLib
import Soup

/// One thing that the server does at one address: what it needs, what it takes, and who answers.
struct Route: Sendable {
  enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"

    /// Whether it does something, so that other sites' pages must not call it.
    var changes: Bool { self != .get && self != .options }
  }

  enum Kind: Sendable { case api, media, page, asset, inference, prediction }

  enum Handler: Sendable {
    /// Answered on the loop at once.
    case now(@GLibActor @Sendable (Request, Services) throws -> HTTPReply)
    /// Asks the backend first.
    case later(@GLibActor @Sendable (Request, Services) async throws -> HTTPReply)
    /// Answers by itself: streams and sockets.
    case own(@GLibActor @Sendable (HTTPExchange, Request, Services) throws -> Void)
  }

  let method: Method
  let pattern: PathPattern
  let permission: Permission
  var kind = Kind.api
  /// What it is for, in a sentence: the description shows it.
  let summary: String
  /// Largest body in bytes; 0 = none is taken.
  var bodyLimit = 0
  var isSocket = false
  /// Whether pages of configured origins may call it.
  var mayComeFromElsewhere = false
  /// At most so many of these at a time from one caller.
  var isMetered = false
  /// How the description tells it.
  var description = RouteDescription()
  let handler: Handler
}

/// What the OpenAPI description says of a route beyond its address.
struct RouteDescription: Sendable {
  /// Query parameters and what each does.
  var query: [(name: String, text: String)] = []
  /// Header parameters and what each does.
  var headers: [(name: String, text: String)] = []
  /// Media types of the body and the schema of each, if it has one.
  var takes: [(type: String, schema: String?)] = []
  /// Statuses of success, what each means, and the type and schema of its body.
  var gives: [(status: Int, text: String, type: String?, schema: String?)] = []
  /// Statuses of failure beside those that any route has.
  var fails: [Int] = []
}
