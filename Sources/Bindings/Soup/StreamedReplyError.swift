public import GLib

/// Why a ``StreamedReply`` has no body.
public enum StreamedReplyError: Error, Sendable {
  /// The text is no address of HTTP.
  case address
  /// No answer (`status` 0), or one other than 2xx.
  case refused(status: Int, GLibFailure?)
}
