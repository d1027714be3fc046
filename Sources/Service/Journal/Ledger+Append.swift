import Cryptography
import SQLite
import Vocabulary

extension Ledger {
  /// Links `drafts` to the chain in order, brings the projections along and queues `deliveries`: all in one durable transaction.
  func append(_ drafts: [JournalDraft], _ deliveries: [JournalDelivery]) throws -> [JournalEntry] {
    defer { eraseLog() }
    return try write {
      let added = try link(drafts)
      guard let first = added.first else { return added }
      for delivery in deliveries { try outbox.insert(delivery, entry: subject(of: delivery, among: added) ?? first) }
      return added
    }
  }

  /// Runs `body` as one transaction. What a failed one left in memory is forgotten with it.
  func write<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try database.transaction(body)
    } catch {
      keys.forget()
      throw error
    }
  }

  /// Links `drafts` within the caller's transaction.
  func link(_ drafts: [JournalDraft]) throws -> [JournalEntry] {
    var head = try entries.head()
    var added: [JournalEntry] = []
    for (index, draft) in drafts.enumerated() {
      let link = try link(draft, index: index, behind: head)
      try entries.insert(link)
      head = ChainHead(sequence: link.header.sequence, hash: link.hash)
      let entry = try link.entry(data: draft.data)
      try project(entry)
      try handOff(entry)
      added.append(entry)
    }
    try entries.setHead(head, master: master)
    return added
  }

  private func link(_ draft: JournalDraft, index: Int, behind head: ChainHead) throws -> ChainLink {
    try check(draft, index: index)
    let session = try draft.session?.text ?? draft.alert.flatMap { try sessionName(of: $0) } ?? KeyRing.journal
    let header = EntryHeader(
      sequence: head.sequence + 1, kind: draft.kind.rawValue, at: draft.at.rfc3339, session: session,
      alert: draft.alert?.text ?? "")
    guard case .present(let key) = try keys.makeKey(of: header.keyName) else {
      guard let session = SessionIdentifier(session) else { throw JournalError.damagedEntry(sequence: header.sequence) }
      throw JournalError.sessionPurged(session)
    }
    return try ChainLink(header: header, plaintext: draft.data.encoded, key: key, previousHash: head.hash)
  }

  /// Of a purged alert too: what is told of it must not find another key.
  private func sessionName(of alert: AlertIdentifier) throws -> String? {
    try alerts.session(of: alert.text) ?? entries.session(of: alert)
  }

  private func check(_ draft: JournalDraft, index: Int) throws {
    func refuse(_ reason: String) -> JournalError { .invalidDraft(index: index, reason: reason) }
    guard draft.data.isEncodable else { throw refuse("a number is not finite") }
    guard AlertProjection.kinds.contains(draft.kind) else { return }
    guard let alert = draft.alert else { throw refuse("\(draft.kind.rawValue) names no alert") }
    let known = try alerts.session(of: alert.text)
    guard draft.kind == .alertRaised else {
      if known == nil { throw JournalError.unknownAlert(alert) }
      return
    }
    if known != nil { throw refuse("the alert is already raised") }
    guard draft.data["id"]?.text == alert.text, let session = draft.session, draft.data["session"]?.text == session.text else {
      throw refuse("the alert's record names another alert or session")
    }
  }

  /// The entry whose alert a delivery's body names.
  private func subject(of delivery: JournalDelivery, among added: [JournalEntry]) -> JournalEntry? {
    let alert = delivery.body["data"]?["id"]?.text
    return added.last { $0.alert != nil && $0.alert?.text == alert }
  }
}
