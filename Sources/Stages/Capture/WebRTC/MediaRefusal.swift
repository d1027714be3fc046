public import Vocabulary

/// Why a media session was not opened, changed or found; each case carries the facts, ``status`` and ``userMessage`` say them.
public enum MediaRefusal: Error, Sendable, Hashable {
  case malformed(SessionDescriptionFault)
  case refused(OfferFault)
  /// The viewer cannot play what the stream is encoded in.
  case noCommonCodec(streamed: String, offered: [String])
  case fragment(FragmentFault)
  case unknownSession
  case unknownStream(StreamIdentifier)
  /// The stream exists, but has nothing that could be sent on without encoding it anew.
  case notWatchable(StreamIdentifier)
  /// Someone else publishes there.
  case streamBusy(StreamIdentifier)
  case overloaded(retryAfterSeconds: Int)
  case preconditionRequired
  case stale(current: String)
  case restartFailed
  case media(SessionFailure)

  /// The HTTP status that tells it.
  public var status: Int {
    switch self {
    case .malformed: 400
    case .fragment(let fault): fault.isSyntax ? 400 : 422
    case .refused, .restartFailed: 422
    case .noCommonCodec, .notWatchable: 406
    case .unknownSession, .unknownStream: 404
    case .streamBusy: 409
    case .stale: 412
    case .preconditionRequired: 428
    case .media: 500
    case .overloaded: 503
    }
  }
}
