import Capture
import Journal
import Server
import Vocabulary

extension BackendError {
  init(_ error: JournalError) {
    self =
      switch error {
      case .unavailable(let state, _): .journal(state)
      case .unknownAlert(let alert): .unknownAlert(alert)
      case .unknownSession(let session): .unknownSession(session)
      case .sessionPurged(let session): .purgedSession(session)
      default: .failed(what: error.description)
      }
  }

  init(_ refusal: MediaRefusal) {
    self =
      switch refusal {
      case .unknownSession: .unknownMediaSession
      case .unknownStream(let stream): .unknownStream(stream)
      case .streamBusy(let stream): .streamBusy(stream)
      case .overloaded(let seconds): .overloaded(retryAfterSeconds: seconds)
      case .preconditionRequired: .preconditionRequired
      case .stale(let current): .stale(current: current)
      default: .unacceptable(status: refusal.status, reason: refusal.userMessage.text)
      }
  }

  init(_ error: StreamRegistryError) {
    self =
      switch error {
      case .exists(let id): .streamExists(id)
      case .unknown(let id): .unknownStream(id)
      case .busy(let id): .streamBusy(id)
      case .full: .overloaded(retryAfterSeconds: 30)
      case .unknownPack(_, let known): .invalid(pointer: "/pack", allowed: "one of \(known.joined(separator: ", "))")
      }
  }

  /// Whatever the registry threw.
  init(registry error: any Error) {
    self =
      switch error {
      case let error as StreamRegistryError: BackendError(error)
      case let error as JournalError: BackendError(error)
      default: .failed(what: "the stream could not be started")
      }
  }
}
