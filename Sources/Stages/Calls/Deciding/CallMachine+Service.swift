public import Vocabulary

/// What the call service answers and tells.
extension CallMachine {
  /// The service took a call on.
  ///
  /// - Parameters:
  ///   - number: of the `place`.
  ///   - id: the service's name of it.
  ///   - isControlled: whether something can be said in it.
  ///   - now: when.
  public mutating func placed(_ number: Int, as id: CallIdentifier, isControlled: Bool, at now: DayMoment) {
    guard case .asking(number, let kind) = line, let asked = asking else { return }
    isBusy = false
    asking = nil
    line = .open(
      CallLine.OpenCall(
        number: number, id: id, kind: kind, isControlled: isControlled, status: .scheduled, alerts: asked.alerts,
        isAskedFor: asked.isAskedFor, since: now.time))
    let known = early.filter { $0.id == id }
    counts.strange += UInt64(early.count - known.count)
    early = []
    for item in known { hear(item.status, of: id, reason: item.reason, at: now) }
  }

  /// The service took none on, or it is not known whether it did.
  ///
  /// - Parameters:
  ///   - number: of the `place`.
  ///   - now: when.
  public mutating func notPlaced(_ number: Int, at now: DayMoment) {
    guard case .asking(number, let kind) = line, let asked = asking else { return }
    isBusy = false
    asking = nil
    counts.strange += UInt64(early.count)
    early = []
    line = .free
    lastEnd = now.time
    let call = EndedCall(
      number: number, id: nil, kind: kind, alerts: asked.alerts, reason: "not-placed", lasted: nil, said: 0, report: nil)
    // Nothing more will be known of it.
    waiting.append(Waiting(call: call, since: now.time - rules.reporting))
  }

  /// A call has come so far.
  ///
  /// - Parameters:
  ///   - status: how far.
  ///   - id: which.
  ///   - reason: why it ended.
  ///   - now: when.
  public mutating func hear(_ status: CallStatus, of id: CallIdentifier, reason: String?, at now: DayMoment) {
    guard case .open(var call) = line, call.id == id else {
      if case .asking = line, early.count < Self.earlyLimit {
        early.append((id, status, reason))
      } else if waiting.contains(where: { $0.call.id == id }) {
        counts.late += 1
      } else {
        counts.strange += 1
      }
      return
    }
    guard status > call.status || status == call.status && status == .scheduled else {
      if status != call.status { counts.late += 1 }
      return
    }
    call.status = status
    if status >= .inProgress, status != .ended, call.answered == nil {
      call.answered = now.time
      contexts = []
      let open = openEntries(at: now).map(\.alert)
      if !open.isEmpty { contexts.append(.open(open)) }
    }
    line = .open(call)
    if status == .ended { close(call, reason: reason, at: now) }
  }

  /// The service's report of a call. It may come before the last status.
  ///
  /// - Parameters:
  ///   - report: what is kept of it.
  ///   - id: which call.
  ///   - now: when.
  public mutating func hear(_ report: CallReport, of id: CallIdentifier, at now: DayMoment) {
    if case .open(let call) = line, call.id == id { close(call, reason: report.endedReason, at: now) }
    guard let index = waiting.firstIndex(where: { $0.call.id == id && $0.call.report == nil }) else {
      counts.strange += 1
      return
    }
    let call = waiting[index].call
    waiting[index] = Waiting(
      call: EndedCall(
        number: call.number, id: call.id, kind: call.kind, alerts: call.alerts, reason: call.reason, lasted: call.lasted,
        said: call.said, report: report), since: now.time - rules.reporting)
  }

  /// Whether a message is about the call that is under way.
  ///
  /// - Parameter id: what the message names.
  /// - Returns: whether it is this server's.
  public func isCurrent(_ id: CallIdentifier?) -> Bool {
    guard case .open(let call) = line, let id else { return false }
    return call.id == id && call.status != .ended
  }

  /// A `say` got through, or not.
  ///
  /// - Parameters:
  ///   - words: what was to be said.
  ///   - isSaid: whether the service took it.
  ///   - now: when.
  public mutating func said(_ words: CallWords, _ isSaid: Bool, at now: DayMoment) {
    isBusy = false
    guard isSaid else {
      counts.unsaid += 1
      pausedUntil = now.time + rules.recovery
      return
    }
    uttered.append(now.time)
    guard case .open(var call) = line else { return }
    call.said += 1
    if words.hasNotice { call.hasNotice = false }
    line = .open(call)
    for alert in words.alerts {
      entries[alert.id]?.told += 1
      entries[alert.id]?.lastTold = (call.number, now.time)
    }
  }

  /// An `inform` is done with, however it ended.
  public mutating func informed() { isInforming = false }

  /// A `hangUp` was sent, or could not be.
  public mutating func hungUp() { isBusy = false }

  /// The service knows the call no more.
  ///
  /// - Parameter now: when.
  public mutating func gone(at now: DayMoment) {
    guard case .open(let call) = line else { return }
    close(call, reason: "gone", at: now)
  }

  /// The server ends: whatever is known of calls that are over is all that will be known.
  ///
  /// - Parameter now: when.
  /// - Returns: what is to be written down.
  public mutating func finish(at now: DayMoment) -> [EndedCall] {
    if case .open(let call) = line { close(call, reason: nil, at: now) }
    defer { waiting = [] }
    return waiting.map(\.call)
  }

  mutating func close(_ call: CallLine.OpenCall, reason: String?, at now: DayMoment) {
    line = .free
    lastEnd = now.time
    contexts = []
    pausedUntil = nil
    let ended = EndedCall(
      number: call.number, id: call.id, kind: call.kind, alerts: call.alerts,
      reason: call.hungUp?.reason.rawValue ?? reason ?? "unknown", lasted: call.answered.map { now.time - $0 }, said: call.said,
      report: nil)
    waiting.append(Waiting(call: ended, since: now.time))
  }
}
