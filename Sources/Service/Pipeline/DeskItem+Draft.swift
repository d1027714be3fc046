import Foundation
import Vocabulary

extension DeskItem {
  /// The journal entry that tells it.
  func draft() throws -> JournalDraft {
    switch self {
    case .sessionStarted(let stream, let session, let source, let isDemo, let at):
      JournalDraft(
        kind: .sessionStarted, at: at, session: session,
        data: .object([
          "stream": .string(stream.text), "source": .string(source.rawValue), "demo": .bool(isDemo), "consent": .object(["record": .bool(false)]),
        ]))
    case .sessionEnded(let stream, let session, let at):
      JournalDraft(kind: .sessionEnded, at: at, session: session, data: .object(["stream": .string(stream.text)]))
    case .raised(let record, let at):
      JournalDraft(kind: .alertRaised, at: at, session: record.session, alert: record.id, data: try JSONValue(encoding: record))
    case .ended(let alert, let session, let reason, let at):
      JournalDraft(kind: .alertEnded, at: at, session: session, alert: alert, data: .object(["reason": .string(reason)]))
    }
  }
}

extension JSONValue {
  /// Any encodable value as JSON.
  init(encoding value: some Encodable) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value))
  }
}
