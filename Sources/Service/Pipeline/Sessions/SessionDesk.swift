import Journal
import Server
import Vocabulary

/// The thin owner of sessions: what each allows, who wrote what of it, and how it goes.
///
/// - Threading: an actor of short hand-overs.
actor SessionDesk: SessionBackend {
  /// What withdrawing needs of the running server.
  struct Hands: Sendable {
    /// Sessions of live streams, by stream.
    let running: @Sendable () async -> [SessionIdentifier: StreamIdentifier]
    /// Ends a stream and its publisher.
    let end: @Sendable (StreamIdentifier) async -> Void
    /// The figures of a session that runs, so far.
    let figures: @Sendable (StreamIdentifier) async -> [String: JSONValue]?
  }

  let journal: JournalStore
  let time: any TimeSource
  let hands: Hands
  private let consents: ConsentBook
  private let review: ReviewDesk
  private let intake: SessionIntake
  private(set) var purgeCounts = SessionPurgeCounts()

  init(
    journal: JournalStore, consents: ConsentBook, review: ReviewDesk, time: any TimeSource,
    intake: SessionIntake = SessionIntake(), hands: Hands
  ) {
    self.intake = intake
    self.journal = journal
    self.consents = consents
    self.review = review
    self.time = time
    self.hands = hands
  }

  /// States again what the sessions of before a restart allow: whatever is still to be sent asks for it.
  func load() async throws(JournalError) {
    for record in try await journal.presentSessions() { consents.state(record.consent, for: record.id) }
  }

  // MARK: Reading

  func sessions(_ query: SessionQuery) async throws(BackendError) -> Page<SessionSummary> {
    let before = query.after.flatMap { Int64($0) }
    if query.after != nil, before == nil { throw .invalid(pointer: "/after", allowed: "the `next` of an earlier page") }
    let running = Set(await hands.running().keys)
    do throws(JournalError) {
      let page = try await journal.sessions(
        SessionFilter(
          stream: query.stream, subject: query.subject, standing: query.standing, running: running, before: before,
          limit: query.limit))
      return Page(items: page.sessions.map { Self.summary($0, running) }, next: page.next.map { String($0) })
    } catch { throw BackendError(error) }
  }

  func session(_ id: SessionIdentifier) async throws(BackendError) -> SessionSummary {
    Self.summary(try await listing(id), Set(await hands.running().keys))
  }

  func receipt(of id: SessionIdentifier) async throws(BackendError) -> SessionReceipt {
    guard let receipt = try await listing(id).purge.flatMap({ SessionReceipt($0) }) else {
      throw .unacceptable(status: 409, reason: "Session \(id) is not purged, so that there is no receipt.")
    }
    return receipt
  }

  func report(of id: SessionIdentifier) async throws(BackendError) -> JSONValue {
    let listing = try await listing(id)
    guard let record = listing.record else { throw .purgedSession(id) }
    let running = await hands.running()
    let live = running[id] == nil ? nil : await hands.figures(record.stream)
    do {
      return try await SessionReport(journal: journal, time: time).make(
        record, Self.summary(listing, Set(running.keys)), live: live)
    } catch let error as JournalError { throw BackendError(error) } catch {
      throw .failed(what: "the report could not be written")
    }
  }

  func listing(_ id: SessionIdentifier) async throws(BackendError) -> SessionListing {
    do throws(JournalError) { return try await journal.session(id) } catch { throw BackendError(error) }
  }

  static func summary(_ listing: SessionListing, _ running: Set<SessionIdentifier>) -> SessionSummary {
    SessionSummary(
      id: listing.id, standing: listing.standing(among: running), record: listing.record, alerts: listing.alerts,
      snapshots: listing.snapshots, receipt: listing.purge.flatMap { SessionReceipt($0) })
  }

  // MARK: Changing

  func change(
    _ id: SessionIdentifier, _ change: SessionChange, ifRevision revision: String?, by principal: Principal
  ) async throws(BackendError) -> SessionSummary {
    guard let record = try await listing(id).record else { throw .purgedSession(id) }
    if let revision, revision != String(record.revision) { throw .stale(current: String(record.revision)) }
    if change.subject != nil || change.notes != nil { try await edit(record, change, by: principal) }
    if let consent = change.consent?.applied(to: record.consent), consent != record.consent {
      try await allow(consent, record, by: principal)
    }
    return try await session(id)
  }

  private func edit(_ record: SessionRecord, _ change: SessionChange, by principal: Principal) async throws(BackendError) {
    let draft = JournalDraft.sessionEdited(
      record.id, subject: Self.text(change.subject, record.subject), notes: Self.text(change.notes, record.notes),
      by: principal.name, at: time.now())
    do throws(JournalError) { _ = try await journal.append([draft]) } catch { throw BackendError(error) }
  }

  private static func text(_ change: SessionChange.Text?, _ before: String?) -> String? {
    switch change {
    case nil: before
    case .removed?: nil
    case .set(let text)?: text
    }
  }

  /// What is taken back holds at once, even if it cannot be written down; what is newly allowed holds once it is.
  private func allow(_ consent: Consent, _ record: SessionRecord, by principal: Principal) async throws(BackendError) {
    consents.state(record.consent.narrowed(to: consent), for: record.id)
    do throws(JournalError) { _ = try await journal.changeConsent(record, to: consent, by: principal.name) } catch {
      throw BackendError(error)
    }
    consents.state(consent, for: record.id)
    if !consent.snapshots { await review.forgetPictures(of: record.id) }
  }

  // MARK: Purging

  func withdraw(_ id: SessionIdentifier, reason: String, by principal: Principal) async throws(BackendError) -> SessionReceipt {
    guard let record = try await listing(id).record else { throw .purgedSession(id) }
    // A publisher that comes back by itself must not go on as before.
    intake.withdraw(record.start["subject"]?.text, of: record.stream)
    // Nothing is kept, spoken or sent from here on, whatever comes of the rest.
    consents.state(.none, for: id)
    if let stream = await hands.running()[id] { await hands.end(stream) }
    do throws(JournalError) { return try await purge(id, reason: reason, by: principal.name) } catch { throw BackendError(error) }
  }

  private func purge(_ id: SessionIdentifier, reason: String, by: String) async throws(JournalError) -> SessionReceipt {
    consents.state(.none, for: id)
    let receipt = try await journal.purge(id, reason: reason, by: by)
    await review.forget(id)
    guard let told = SessionReceipt(receipt.entry) else { throw .failed(what: "the purge's entry cannot be read") }
    return told
  }

  /// Purges every session whose time is over and that does not run.
  func sweep() async {
    let running = await hands.running()
    guard let due = try? await journal.dueSessions(at: time.now()) else { return purgeCounts.failed += 1 }
    for id in due where running[id] == nil {
      do throws(JournalError) {
        _ = try await purge(id, reason: "its days of retention are over", by: "retention")
        purgeCounts.purged += 1
      } catch { purgeCounts.failed += 1 }
    }
  }

  /// Sweeps at once and then every minute, until cancelled.
  ///
  /// - Parameter wait: waits between two sweeps; injected so that tests need not.
  func run(wait: @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(60)) }) async {
    repeat { await sweep() } while (try? await wait()) != nil
  }
}

extension Consent {
  /// What both allow.
  fileprivate func narrowed(to other: Consent) -> Consent {
    Consent(
      record: record && other.record, snapshots: snapshots && other.snapshots, speak: speak && other.speak,
      handOff: handOff && other.handOff, retainDays: other.retainDays)
  }
}
