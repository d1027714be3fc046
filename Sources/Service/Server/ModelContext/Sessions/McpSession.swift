import Vocabulary

/// One client between its handshake and its end.
struct McpSession: Sendable {
  /// Unguessable; whoever else presents it is told that there is no such session.
  let id: String
  let principal: Principal
  let version: McpVersion
  /// Set where a browser's session stands behind it, which may sign out.
  let browser: SessionKey?
  var lastUsed: Moment
  /// Whether it hears notifications now.
  var isListening = false
  var subscriptions: Set<McpResource> = []
}
