public import Vocabulary

/// What sinks must receive.
extension JournalStore {
  /// From now on each entry about an alert brings its deliveries, in its own transaction.
  ///
  /// - Parameter composer: decides who hears what.
  public func handOff(by composer: any DeliveryComposer) { self.composer = composer }

  /// What a sink may be sent now, oldest first. A later message of an alert waits until the earlier one was delivered or given up.
  ///
  /// - Parameters:
  ///   - sink: the sink's name.
  ///   - moment: now.
  ///   - limit: at most so many.
  /// - Returns: the deliveries.
  /// - Throws: ``JournalError`` if the journal cannot be read.
  public func dueDeliveries(
    to sink: String, at moment: Moment, limit: Int
  ) async throws(JournalError) -> [PendingDelivery] {
    try perform { try $0.outbox.due(sink: sink, at: moment.wallMilliseconds, limit: limit) }
  }

  /// When a sink may next be sent something that is not due yet.
  ///
  /// - Parameters:
  ///   - sink: the sink's name.
  ///   - moment: now.
  /// - Returns: milliseconds since 1970; `nil` if nothing waits for its time.
  /// - Throws: ``JournalError`` if the journal cannot be read.
  public func nextDelivery(to sink: String, after moment: Moment) async throws(JournalError) -> Int64? {
    try perform { try $0.outbox.nextDue(sink: sink, after: moment.wallMilliseconds) }
  }

  /// Notes what came of attempts, with a `delivered` entry for each that was handed over, in one transaction.
  ///
  /// - Parameter settlements: what came of them; deliveries that are gone are passed over.
  /// - Throws: ``JournalError``; nothing was noted then.
  public func settle(_ settlements: [DeliverySettlement]) async throws(JournalError) {
    let now = time.now()
    _ = try perform { try $0.settle(settlements, at: now) }
  }

  /// How a sink's deliveries stand.
  ///
  /// - Parameter sink: the sink's name.
  /// - Returns: counts.
  /// - Throws: ``JournalError`` if the journal cannot be read.
  public func figures(of sink: String) async throws(JournalError) -> OutboxFigures {
    try perform { try $0.outbox.figures(of: sink) }
  }

  /// What was given up, newest first.
  ///
  /// - Parameters:
  ///   - sink: the sink's name.
  ///   - limit: at most so many.
  /// - Returns: the dead letters, without their bodies.
  /// - Throws: ``JournalError`` if the journal cannot be read.
  public func deadLetters(of sink: String, limit: Int) async throws(JournalError) -> [DeadLetter] {
    try perform { try $0.outbox.deadLetters(of: sink, limit: limit) }
  }

  /// Sends again, under the same ids and from the first attempt on.
  ///
  /// - Parameters:
  ///   - selection: which.
  ///   - sink: the sink's name.
  ///   - by: a principal's name.
  /// - Returns: how many wait again; those that still wait are not counted.
  /// - Throws: ``JournalError``; nothing was changed then.
  public func replay(_ selection: DeliverySelection, to sink: String, by: String) async throws(JournalError) -> Int {
    let now = time.now()
    return try perform { try $0.replay(selection, to: sink, by: by, at: now) }
  }

  /// The newest entry that a sink is known to have; 0 for none.
  ///
  /// - Parameter sink: the sink's name.
  /// - Returns: its sequence.
  /// - Throws: ``JournalError`` if the journal cannot be read.
  public func lastDelivered(to sink: String) async throws(JournalError) -> Int64 {
    try perform { try $0.outbox.lastDelivered(sink: sink) }
  }

  /// Which sinks were last switched on or off.
  ///
  /// - Returns: one for each sink that ever was.
  /// - Throws: ``JournalError`` if the journal cannot be read.
  public func sinkSwitches() async throws(JournalError) -> [SinkSwitch] { try perform { try $0.outbox.switches() } }

  /// Notes that a sink is on or off, with an entry that says who did it.
  ///
  /// - Parameters:
  ///   - name: the sink's.
  ///   - isOn: how it stands from now on.
  ///   - reason: why.
  ///   - by: a principal's name.
  /// - Throws: ``JournalError``; nothing was changed then.
  public func switchSink(_ name: String, isOn: Bool, reason: String, by: String) async throws(JournalError) {
    let now = time.now()
    try perform { try $0.switchSink(name, isOn: isOn, reason: reason, by: by, at: now) }
  }

  /// Forgets what was settled long ago; what was delivered can be sent again until then.
  ///
  /// - Parameters:
  ///   - delivered: how long what was delivered is kept.
  ///   - dead: how long what was given up is kept.
  /// - Throws: ``JournalError``.
  public func forgetDeliveries(delivered: Duration, dead: Duration) async throws(JournalError) {
    let now = time.now()
    try perform { ledger in
      try ledger.write {
        try ledger.outbox.removeSettled(.delivered, before: now.advanced(by: .zero - delivered).wallMilliseconds)
        try ledger.outbox.removeSettled(.dead, before: now.advanced(by: .zero - dead).wallMilliseconds)
      }
    }
  }
}
