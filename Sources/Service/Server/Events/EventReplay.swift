import Vocabulary

/// Reads from the journal the alert events that a client missed.
struct EventReplay: Sendable {
  /// A stretch of the journal as events.
  struct Page: Sendable {
    let messages: [EventMessage]
    /// Sequence of the last entry read.
    let through: Int64
    let isLast: Bool
  }

  static let pageSize = 200

  let backend: any Backend
  var after: Int64
  let filter: StreamIdentifier?
  var isReading = false
  /// Whether live alerts were dropped while reading, so that the end of the journal must be looked for once more.
  var mustReadOn = false

  init(backend: any Backend, after: Int64, filter: StreamIdentifier?) {
    self.backend = backend
    self.after = after
    self.filter = filter
  }

  /// Off the loop: there may be much to encode.
  /// - Returns: `nil` if the journal cannot be read.
  @concurrent func nextPage() async -> Page? {
    guard let entries = try? await backend.journal(after: after, limit: Self.pageSize) else { return nil }
    var messages: [EventMessage] = []
    for entry in entries {
      guard let message = await message(of: entry), filter == nil || message.stream == filter else { continue }
      messages.append(message)
    }
    return Page(messages: messages, through: entries.last?.sequence ?? after, isLast: entries.count < Self.pageSize)
  }

  private func message(of entry: JournalEntry) async -> EventMessage? {
    switch entry.kind {
    case .alertRaised: raised(entry)
    case .alertEnded, .alertAcknowledged, .alertAcknowledgementUndone, .alertSilenced, .alertSilenceUndone,
      .alertEscalated:
      await changed(entry)
    case .explained: explained(entry)
    default: nil
    }
  }

  /// The record as it was when raised; a purged one has none any more.
  private func raised(_ entry: JournalEntry) -> EventMessage? {
    guard case .object(var record) = entry.data.withoutVectors,
      let stream = record["stream"]?.text.flatMap({ StreamIdentifier($0) })
    else { return nil }
    record["sequence"] = .integer(entry.sequence)
    record["hash"] = .string(entry.hash)
    return EventMessage(.journalled(stream, sequence: entry.sequence), "alert", JSON.bytes(JSONValue.object(record)))
  }

  /// The explanation as it was told.
  private func explained(_ entry: JournalEntry) -> EventMessage? {
    guard let explanation = try? entry.data.record(Explanation.self) else { return nil }
    return EventMessage(
      .explanation(explanation, sequence: entry.sequence), at: Moment(monotonic: .zero, wallMilliseconds: 0))
  }

  private func changed(_ entry: JournalEntry) async -> EventMessage? {
    guard let id = entry.alert, let record = try? await backend.alert(id) else { return nil }
    return EventMessage(.alertChanged(record, sequence: entry.sequence), at: Moment(monotonic: .zero, wallMilliseconds: 0))
  }
}
