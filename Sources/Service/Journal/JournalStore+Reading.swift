public import Vocabulary

extension JournalStore {
  /// One page of alerts, newest first, without vectors.
  public func alerts(_ filter: AlertFilter = AlertFilter()) async throws(JournalError) -> AlertPage {
    let now = time.now().wallMilliseconds
    return try perform { try $0.alerts(filter, at: now) }
  }

  /// One alert as it stands, without vectors.
  ///
  /// - Throws: ``JournalError/unknownAlert(_:)``, also for an alert of a purged session.
  public func record(of id: AlertIdentifier) async throws(JournalError) -> AlertRecord {
    let now = time.now().wallMilliseconds
    guard let record = try perform({ try $0.alert(id, at: now) }) else { throw .unknownAlert(id) }
    return record
  }

  /// Every entry about an alert, in order, with vectors.
  public func entries(of alert: AlertIdentifier) async throws(JournalError) -> [JournalEntry] {
    try perform { try $0.entries(of: alert) }
  }

  /// Up to `limit` entries with a sequence above `sequence`, in order, with vectors. The data of a purged entry is
  /// `{"purged":true}`.
  public func entries(after sequence: Int64, limit: Int) async throws(JournalError) -> [JournalEntry] {
    try perform { try $0.entries(after: sequence, limit: limit) }
  }

  /// Sequence of the newest entry; 0 if there is none.
  public func lastSequence() async throws(JournalError) -> Int64 { try perform { try $0.entries.head().sequence } }

  /// The newest `threshold-changed` or `background-recorded` entry for each condition of `stream`, or of every stream.
  public func newest(
    _ kind: JournalEntryKind, stream: StreamIdentifier? = nil
  ) async throws(JournalError) -> [JournalEntry] {
    try perform { try $0.newest(kind, stream: stream) }
  }

  /// The thresholds last set on `stream`; conditions that nobody touched are absent.
  public func thresholds(_ stream: StreamIdentifier) async throws(JournalError) -> [ConditionIdentifier: ThresholdSetting] {
    var settings: [ConditionIdentifier: ThresholdSetting] = [:]
    for entry in try await newest(.thresholdChanged, stream: stream) {
      guard let condition = entry.data["condition"]?.text.flatMap({ ConditionIdentifier($0) }),
        let setting = try? entry.data["setting"]?.record(ThresholdSetting.self)
      else { throw .damagedEntry(sequence: entry.sequence) }
      settings[condition] = setting
    }
    return settings
  }

  /// Deliveries that no sink has confirmed, oldest first; of one sink or of all.
  public func pendingDeliveries(sink: String? = nil, limit: Int = 100) async throws(JournalError) -> [PendingDelivery] {
    try perform { try $0.outbox.pending(sink: sink, limit: limit) }
  }

  /// Takes a delivery that its sink has confirmed out of the outbox; does nothing if it is not there.
  public func confirmDelivery(_ id: String) async throws(JournalError) {
    try perform { ledger in try ledger.write { try ledger.outbox.remove(id) } }
  }
}
