public import Vocabulary

/// Why the backend did not do it; each case carries what the reply needs.
public enum BackendError: Error, Sendable, Hashable {
  case unknownStream(StreamIdentifier)
  case unknownAlert(AlertIdentifier)
  case unknownMediaSession
  case unknownCondition(ConditionIdentifier)
  case streamExists(StreamIdentifier)
  /// Someone else publishes there.
  case streamBusy(StreamIdentifier)
  /// The address is not allowed; `allowed` says what is.
  case sourceRefused(allowed: String)
  case stale(current: String)
  /// A JSON pointer and what is allowed there.
  case invalid(pointer: String, allowed: String)
  /// The offer, fragment or picture cannot be used: what is wrong and what to send instead.
  case unacceptable(status: Int, reason: String)
  case preconditionRequired
  case overloaded(retryAfterSeconds: Int)
  case journal(Health.JournalState)
  case encoderMissing
  /// No knowledge store has been built, or it cannot be used.
  case knowledgeMissing
  /// There is no such passage, document or code.
  case unknownKnowledge
  case unknownSession(SessionIdentifier)
  /// Nobody can read the session any more.
  case purgedSession(SessionIdentifier)
  /// There is no such case, or its pictures are gone.
  case unknownCase
  /// There is no such sound.
  case unknownClip
  /// There is no such sink.
  case unknownSink(String)
  /// No pack of that id is loaded.
  case unknownPack
  case failed(what: String)
}
