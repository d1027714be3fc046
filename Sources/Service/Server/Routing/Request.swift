import Foundation
import Soup
import Vocabulary

/// A request that has been admitted: its route fits, its caller may do it, its body is within the limit.
struct Request: Sendable {
  let head: HTTPHead
  let parameters: [String: String]
  let principal: Principal?
  /// Set for a browser session.
  let sessionKey: SessionKey?
  let csrf: String?
  /// How it is known who asks, in a word.
  var proof = "none"
  var body: [UInt8] = []
  /// What the audit is to know besides.
  let audit = AuditNotes()

  /// - Throws: 404 if the path's stream cannot exist.
  func stream() throws(Problem) -> StreamIdentifier {
    guard let id = StreamIdentifier(parameters["stream"] ?? "") else {
      throw Problem(404, "unknown-stream", "Unknown stream", "A stream's name is 1 to 64 of a-z, 0-9 and -.")
    }
    return id
  }

  /// - Throws: 404 if the path's alert cannot exist.
  func alert() throws(Problem) -> AlertIdentifier {
    guard let id = AlertIdentifier(parameters["id"] ?? "") else { throw .notFound }
    return id
  }

  /// The path's media session. - Throws: 404 if it cannot be one.
  func mediaSession() throws(Problem) -> String {
    let text = parameters["session"] ?? ""
    let isPlain = text.utf8.allSatisfy {
      (48...57).contains($0) || (97...122).contains($0) || (65...90).contains($0) || $0 == 45 || $0 == 95
    }
    guard isPlain, (16...128).contains(text.utf8.count) else { throw Problem(.unknownMediaSession) }
    return text
  }

  /// The path's parameter, percent-decoded.
  func decoded(_ name: String) -> String { parameters[name]?.removingPercentEncoding ?? "" }

  /// The caller; routes that ask for a permission always have one.
  func caller() throws(Problem) -> Principal {
    guard let principal else { throw .signInNeeded }
    return principal
  }

  /// The caller, who may publish `stream`.
  /// - Throws: 403 where the caller's token is for another one.
  func publisher(of stream: StreamIdentifier) throws(Problem) -> Principal {
    let caller = try caller()
    guard let only = caller.claims.stream, only != stream else { return caller }
    throw .otherStream(only)
  }

  /// The values of the query, percent-decoded; the last of each name counts.
  var query: [String: String] { QueryString.values(head.query ?? "") }

  /// The `If-Match` header's tags without quotes; `nil` if it is absent. `*` stays.
  var ifMatch: [String]? {
    guard head.count(of: "if-match") > 0 else { return nil }
    let values = head.headers.filter { $0.name == "if-match" }.flatMap { $0.value.split(separator: ",") }
    return values.map { EntityTag.bare(String($0)) }
  }
}
