import Vocabulary

/// A `Link` header that names a STUN or TURN server to a WHIP or WHEP client.
///
/// - Source: RFC 9725 section 4.6; quoting as in RFC 9110 section 5.6.4.
enum IceLink {
  /// The header's value.
  static func value(_ server: IceServer) -> String {
    var value = "<\(server.url)>; rel=\"ice-server\""
    if let username = server.username, let credential = server.credential {
      value += "; username=\(quoted(username)); credential=\(quoted(credential)); credential-type=\"password\""
    }
    return value
  }

  /// The headers of all of them.
  static func headers(_ servers: [IceServer]) -> [(name: String, value: String)] { servers.map { ("Link", value($0)) } }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
