import Cryptography
public import Vocabulary

extension JournalStore {
  /// One page of sessions, newest first.
  ///
  /// - Parameter filter: which.
  /// - Returns: the page, purged sessions among them.
  /// - Throws: ``JournalError``.
  public func sessions(_ filter: SessionFilter = SessionFilter()) async throws(JournalError) -> SessionPage {
    try perform { try $0.sessions(filter) }
  }

  /// One session.
  ///
  /// - Parameter id: which.
  /// - Returns: what it is, or that it was purged.
  /// - Throws: ``JournalError/unknownSession(_:)``.
  public func session(_ id: SessionIdentifier) async throws(JournalError) -> SessionListing {
    guard let found = try perform({ try $0.session(id) }) else { throw .unknownSession(id) }
    return found
  }

  /// Every session that is not purged, oldest first.
  ///
  /// - Returns: their records.
  /// - Throws: ``JournalError``.
  public func presentSessions() async throws(JournalError) -> [SessionRecord] { try perform { try $0.sessions.present() } }

  /// Sessions whose time to stay is over.
  ///
  /// - Parameter moment: by this clock.
  /// - Returns: oldest first; sessions that still run may be among them.
  /// - Throws: ``JournalError``.
  public func dueSessions(at moment: Moment) async throws(JournalError) -> [SessionIdentifier] {
    try perform { try $0.sessions.due(at: moment.wallMilliseconds) }
  }

  /// The entries of one session, in order, with vectors; those of a purged one are left out.
  ///
  /// - Parameter session: which.
  /// - Returns: its entries.
  /// - Throws: ``JournalError``.
  public func entries(of session: SessionIdentifier) async throws(JournalError) -> [JournalEntry] {
    try perform { try $0.entries(session: session) }
  }

  /// All entries of one kind that can be read, in order.
  ///
  /// - Parameter kind: which.
  /// - Returns: the entries.
  /// - Throws: ``JournalError``.
  public func entries(of kind: JournalEntryKind) async throws(JournalError) -> [JournalEntry] {
    try perform { try $0.entries(kind: kind) }
  }

  /// How many alerts are listed.
  ///
  /// - Returns: those of purged sessions are not among them.
  /// - Throws: ``JournalError``.
  public func alertCount() async throws(JournalError) -> Int { try perform { try $0.alerts.count() } }

  /// The last entry's place and hash.
  ///
  /// - Returns: 0 and the hash of nothing for an empty journal.
  /// - Throws: ``JournalError``.
  public func chainHead() async throws(JournalError) -> (sequence: Int64, hash: String) {
    try perform { ledger in
      let head = try ledger.entries.head()
      return (head.sequence, head.hash.hexadecimal)
    }
  }

  /// Seals pictures under their session's key, and writes an entry that tells of them, in one transaction.
  ///
  /// - Parameters:
  ///   - snapshot: what they show.
  ///   - pictures: JPEG files in the order of the snapshot’s own pictures.
  /// - Returns: the entry.
  /// - Throws: ``JournalError/sessionPurged(_:)`` where the session was purged meanwhile.
  public func keep(_ snapshot: KeptSnapshot, pictures: [[UInt8]]) async throws(JournalError) -> JournalEntry {
    precondition(snapshot.pictures.count == pictures.count, "each picture has its description")
    let now = time.now()
    return try perform { try $0.keep(snapshot, pictures, at: now) }
  }

  /// The name under which readers meet an alert or a stretch; it tells nothing of it.
  ///
  /// - Parameter subject: what a case is about.
  /// - Returns: 32 hexadecimal digits.
  /// - Throws: ``JournalError``.
  public func caseName(of subject: ReviewSubject) async throws(JournalError) -> String {
    try perform { try $0.snapshots.caseName(of: subject) }
  }

  /// Names of the cases whose pictures are kept.
  ///
  /// - Returns: names as of ``caseName(of:)``.
  /// - Throws: ``JournalError``.
  public func pictureCases() async throws(JournalError) -> Set<String> { try perform { try $0.snapshots.names() } }

  /// One picture of a case.
  ///
  /// - Parameters:
  ///   - name: the case.
  ///   - position: from 0.
  /// - Returns: a JPEG file; `nil` if there is none.
  /// - Throws: ``JournalError``.
  public func picture(_ name: String, _ position: Int) async throws(JournalError) -> [UInt8]? {
    try perform { try $0.snapshots.picture(name, position) }
  }

  /// Writes what a session allows from now on. Pictures that are kept go with the permission to keep them.
  ///
  /// - Parameters:
  ///   - record: the session as it was read.
  ///   - consent: what holds now.
  ///   - by: a principal's name.
  /// - Returns: the entry.
  /// - Throws: ``JournalError``.
  public func changeConsent(_ record: SessionRecord, to consent: Consent, by: String) async throws(JournalError) -> JournalEntry {
    let now = time.now()
    return try perform { try $0.changeConsent(record, to: consent, by: by, at: now) }
  }
}
