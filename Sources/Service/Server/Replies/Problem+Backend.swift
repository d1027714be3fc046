import People
import Vocabulary

extension Problem {
  /// What any thrown error tells a client; never its own text, which may quote input.
  init(_ error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case let failure as BackendError: self.init(failure)
    case let failure as PeopleError: self.init(failure)
    case let failure as ProviderError: self.init(failure)
    default: self.init(500, "internal", "Internal error", "The server failed at this. Its log says more.")
    }
  }

  init(_ failure: BackendError) {
    self = Self.missing(failure) ?? Self.refused(failure) ?? Self.failed(failure)
  }

  /// For what is not there.
  private static func missing(_ failure: BackendError) -> Problem? {
    switch failure {
    case .unknownStream(let id): Problem(404, "unknown-stream", "Unknown stream", "There is no stream \(id).")
    case .unknownAlert(let id): Problem(404, "unknown-alert", "Unknown alert", "There is no alert \(id).")
    case .unknownMediaSession: Problem(404, "unknown-session", "Unknown session", "This media session has ended or never was.")
    case .unknownKnowledge:
      Problem(404, "unknown-knowledge", "Unknown", "The knowledge store has no such passage, document or code.")
    case .unknownSession(let id): Problem(404, "unknown-observed-session", "Unknown session", "There is no session \(id).")
    case .unknownCase:
      Problem(404, "unknown-case", "Unknown case", "There is no such case; its session's pictures may have been purged.")
    case .unknownClip: Problem(404, "unknown-clip", "Unknown clip", "There is no such sound; the server may have started anew.")
    case .unknownSink: Problem(404, "unknown-sink", "Unknown sink", "The configuration has no sink of this name.")
    case .unknownPack: Problem(404, "unknown-pack", "Unknown pack", "No pack of that id is loaded; GET /api/v1/packs lists them.")
    default: nil
    }
  }

  /// For what cannot be done as it was asked for.
  private static func refused(_ failure: BackendError) -> Problem? {
    switch failure {
    case .unknownCondition(let id): .invalid("/\(id)", allowed: "a condition of the stream's pack")
    case .streamExists(let id): Problem(409, "stream-exists", "Stream exists", "There is a stream \(id) already.", pointer: "/id")
    case .streamBusy(let id): Problem(409, "stream-busy", "Stream is busy", "Someone else publishes to \(id).")
    case .sourceRefused(let allowed): .invalid("/url", allowed: allowed)
    case .stale(let current):
      Problem(
        412, "stale", "Changed meanwhile", "Someone changed it since it was read. Read it again.",
        headers: [("ETag", "\"\(current)\"")])
    case .invalid(let pointer, let allowed): .invalid(pointer, allowed: allowed)
    case .unacceptable(let status, let reason):
      Problem(status, "unacceptable", status < 500 ? "Not acceptable" : "Not done", reason)
    case .preconditionRequired:
      Problem(428, "precondition-required", "If-Match is needed", "Send the session's ETag as If-Match.")
    case .purgedSession(let id):
      Problem(409, "purged-session", "Session purged", "Session \(id) is purged: its receipt is all that there is.")
    default: nil
    }
  }

  /// For what the server cannot do now.
  private static func failed(_ failure: BackendError) -> Problem {
    switch failure {
    case .overloaded(let seconds): .overloaded(afterSeconds: seconds)
    case .journal(let state): .journal(state)
    case .encoderMissing: Problem(503, "encoder-missing", "No encoder", "The server has no encoder, so nothing can be analysed.")
    case .knowledgeMissing:
      Problem(
        503, "knowledge-missing", "No knowledge store",
        "There is no knowledge store that can be used. Run `mediaskinoscope knowledge build`, then start the server again.")
    case .failed(let what): Problem(500, "failed", "Failed", what)
    // The others have been taken; they stand here by name, so that a new one is not forgotten.
    case .unknownStream, .unknownAlert, .unknownMediaSession, .unknownKnowledge, .unknownSession, .unknownCase, .unknownClip,
      .unknownSink, .unknownPack, .unknownCondition, .streamExists, .streamBusy, .sourceRefused, .stale, .invalid, .unacceptable,
      .preconditionRequired, .purgedSession:
      Problem(500, "internal", "Internal error", "The server failed at this. Its log says more.")
    }
  }

  private static func journal(_ state: Health.JournalState) -> Problem {
    let (status, why) =
      switch state {
      case .ok: (503, "The journal could not be used just now.")
      case .diskFull: (507, "The disk is full, so nothing can be recorded. Free some space.")
      case .readOnly: (503, "The data folder cannot be written, so nothing can be recorded.")
      case .corrupt: (503, "The journal is damaged, so nothing is recorded. Run verify.")
      }
    return Problem(status, "journal-\(state.rawValue)", "The journal cannot be used", why)
  }
}
