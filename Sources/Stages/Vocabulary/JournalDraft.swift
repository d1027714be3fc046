/// An entry before it has its place in the chain.
public struct JournalDraft: Sendable, Hashable {
  public let kind: JournalEntryKind
  public let at: Moment
  public let session: SessionIdentifier?
  public let alert: AlertIdentifier?
  public let data: JSONValue

  public init(kind: JournalEntryKind, at: Moment, session: SessionIdentifier?, alert: AlertIdentifier? = nil, data: JSONValue) {
    self.kind = kind
    self.at = at
    self.session = session
    self.alert = alert
    self.data = data
  }
}
