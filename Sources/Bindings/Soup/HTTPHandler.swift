public import GLib

/// What stands behind a listener. Both calls come on the GLib loop and must not block it.
@GLibActor public protocol HTTPHandler: AnyObject {
  /// The head is there, the body is not: set ``HTTPExchange/bodyLimit``, or refuse by replying.
  func begin(_ exchange: HTTPExchange)
  /// The body is there, within its limit. Reply now, or call ``HTTPExchange/pause()`` and reply later.
  func handle(_ exchange: HTTPExchange)
}
