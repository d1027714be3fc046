import Journal
import Vocabulary

extension DeskItem {
  /// The journal entry that tells it.
  func draft() throws -> JournalDraft {
    switch self {
    case .sessionStarted(let stream, let session, let source, let isDemo, let intent, let details, let at):
      .sessionStarted(
        session, stream: stream, demo: isDemo,
        details: details.merging(
          [
            "source": .string(source.rawValue), "subject": intent.subject.map { .string($0.text) } ?? .null,
            "consent": try JSONValue(record: intent.consent),
          ]) { $1 }, at: at)
    case .sessionEnded(let stream, let session, let details, let at):
      .sessionEnded(session, stream: stream, details: details, at: at)
    case .raised(let record, let at): try .alertRaised(record, at: at)
    case .explained(let explanation, let at):
      JournalDraft(kind: .explained, at: at, session: nil, alert: explanation.alert, data: try JSONValue(record: explanation))
    case .ended(let alert, let reason, let at):
      // The journal finds the session by the alert.
      JournalDraft(
        kind: .alertEnded, at: at, session: nil, alert: alert,
        data: .object(["ended_at": .string(at.rfc3339), "reason": .string(reason)]))
    }
  }
}
