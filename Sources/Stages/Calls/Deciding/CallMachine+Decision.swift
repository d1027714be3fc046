public import Vocabulary

/// What is to be done.
extension CallMachine {
  /// What is to be done now: at most one thing of each sort.
  ///
  /// - Parameter now: when.
  /// - Returns: in the order in which it is to be done.
  public mutating func decide(at now: DayMoment) -> [CallAction] {
    tidy(at: now)
    if case .open(let call) = line { watch(call, at: now) }
    var actions: [CallAction] = []
    if !isBusy, let action = next(at: now) {
      isBusy = true
      actions.append(action)
    }
    if !isInforming, case .open(let call) = line, canSpeak(call, at: now), !contexts.isEmpty {
      isInforming = true
      actions.append(.inform(contexts.removeFirst()))
    }
    return actions + ended(at: now)
  }

  private mutating func next(at now: DayMoment) -> CallAction? {
    switch line {
    case .free: return place(at: now)
    case .asking: return nil
    case .open(var call):
      if let end = call.hungUp {
        guard call.isControlled, !end.isTold else { return nil }
        call.hungUp?.isTold = true
        line = .open(call)
        return .hangUp(end.reason)
      }
      return words(for: call, at: now).map { .say($0) }
    }
  }

  // MARK: Placing

  private mutating func place(at now: DayMoment) -> CallAction? {
    if let kind = wanted {
      wanted = nil
      return begin(kind, for: openEntries(at: now).map(\.alert), isAskedFor: true)
    }
    guard begun.count < rules.budget, !isQuiet(at: now),
      lastEnd.map({ now.time - $0 >= rules.cooldown }) ?? true
    else { return nil }
    let due = openEntries(at: now).filter { entry in
      rules.calling.contains(entry.alert.tier) && entry.calls < rules.attempts
        && (entry.isEscalated || now.time - entry.since >= rules.patience)
    }
    guard !due.isEmpty else { return nil }
    begun.append(now.time)
    return begin(.phone, for: due.map(\.alert), isAskedFor: false)
  }

  private mutating func begin(_ kind: CallKind, for alerts: [AlertSubject], isAskedFor: Bool) -> CallAction {
    callCount += 1
    for alert in alerts { entries[alert.id]?.calls += 1 }
    asking = Asking(alerts: alerts, isAskedFor: isAskedFor)
    line = .asking(number: callCount, kind: kind)
    return .place(kind, number: callCount)
  }

  private func isQuiet(at now: DayMoment) -> Bool { rules.quietHours.contains { $0.contains(now.minute) } }

  /// Alerts that concern somebody now: the more urgent first, of equals the older.
  func openEntries(at now: DayMoment) -> [Entry] {
    entries.values.filter { entry in
      (entry.isPresent || entry.isEscalated) && !entry.isAcknowledged && (entry.silencedUntil.map { now.time >= $0 } ?? true)
        && !muted.contains(entry.alert.stream)
    }.sorted { ($0.rank, $0.order) < ($1.rank, $1.order) }
  }

  // MARK: In a call

  private func canSpeak(_ call: CallLine.OpenCall, at now: DayMoment) -> Bool {
    call.isControlled && call.status == .inProgress && call.hungUp == nil && (pausedUntil.map { now.time >= $0 } ?? true)
  }

  private mutating func words(for call: CallLine.OpenCall, at now: DayMoment) -> CallWords? {
    guard canSpeak(call, at: now) else { return nil }
    let due = openEntries(at: now).filter { isDue($0, in: call, at: now) }
    guard let first = due.first else { return nil }
    wordCount += 1
    return CallWords(
      number: wordCount, alerts: due.map(\.alert), hasNotice: call.hasNotice, interrupts: first.alert.tier == .warning)
  }

  private func isDue(_ entry: Entry, in call: CallLine.OpenCall, at now: DayMoment) -> Bool {
    guard rules.saying.contains(entry.alert.tier), entry.told < rules.repetitions else { return false }
    let isFirst = entry.lastTold?.call != call.number
    // Whoever answered must hear what the call is about; everything else is bounded as the voice is.
    if isFirst, entry.alert.tier == .warning { return true }
    guard uttered.count < rules.wordsBudget, !isQuiet(at: now) else { return false }
    guard let last = entry.lastTold, !isFirst else { return true }
    // Only what somebody must acknowledge is said again.
    guard entry.alert.tier == .warning, let pause = rules.repeatAfter else { return false }
    return now.time - last.at >= pause
  }

  /// Ends a call that has no use any more, and gives up one of whose end nobody tells.
  private mutating func watch(_ call: CallLine.OpenCall, at now: DayMoment) {
    var call = call
    if let end = call.hungUp {
      // A call that cannot be ended from here lasts as long as it lasts.
      let patience = call.isControlled ? rules.ending : rules.longest
      if now.time - end.at >= patience { close(call, reason: nil, at: now) }
      return
    }
    let isOpen = !openEntries(at: now).isEmpty
    call.idle = isOpen ? nil : call.idle ?? now.time
    if let reason = reasonToEnd(call, isOpen: isOpen, at: now) { call.hungUp = (reason, now.time, false) }
    line = .open(call)
  }

  private func reasonToEnd(_ call: CallLine.OpenCall, isOpen: Bool, at now: DayMoment) -> CallAction.HangUpReason? {
    if call.answered == nil, now.time - call.since >= rules.ringing { return .unanswered }
    if now.time - call.since >= rules.longest { return .tooLong }
    guard !call.isAskedFor, !isOpen else { return nil }
    guard call.answered != nil else { return .settled }
    return now.time - (call.idle ?? now.time) >= rules.linger ? .settled : nil
  }

  // MARK: Afterwards

  private mutating func ended(at now: DayMoment) -> [CallAction] {
    let done = waiting.filter { now.time - $0.since >= rules.reporting }
    waiting.removeAll { now.time - $0.since >= rules.reporting }
    // More calls than anybody makes: the oldest are written down without a report.
    let spilled = waiting.prefix(max(0, waiting.count - Self.waitingLimit))
    waiting.removeFirst(spilled.count)
    return (done + spilled).map { .record($0.call) }
  }

  /// Forgets what no call will be about any more.
  private mutating func tidy(at now: DayMoment) {
    begun.removeAll { now.time - $0 >= rules.budgetWindow }
    uttered.removeAll { now.time - $0 >= rules.wordsWindow }
    for (id, entry) in entries where !entry.isPresent && !isAwaited(entry) { entries[id] = nil }
  }

  /// Whether the second reader may still be rung, or is in a call, for a finding that is gone.
  private func isAwaited(_ entry: Entry) -> Bool {
    guard entry.isEscalated, !entry.isAcknowledged else { return false }
    if case .free = line { return entry.calls < rules.attempts }
    return true
  }
}

extension CallMachine.Entry {
  fileprivate var rank: Int { alert.tier == .warning ? 0 : 1 }
}
