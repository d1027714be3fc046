import Vocabulary
import Voice

/// The arbiter's rules once more, written for clearness alone: it keeps everything that ever happened and derives each answer from it.
struct SlowArbiter {
  enum Happening {
    case raised(AlertSubject)
    case ended(AlertIdentifier)
    case acknowledged(AlertIdentifier, Bool)
    case silenced(AlertIdentifier, Duration?)
    case muted(StreamIdentifier, Bool)
    case heard(StreamIdentifier, Bool)
    case began(Int, [AlertIdentifier], StreamIdentifier, SessionIdentifier, AlertTier)
    /// To the end, or stuck: it counts as told.
    case told(Int)
    /// Cut off otherwise.
    case cut(Int)
  }

  let rules: VoiceRules
  private(set) var log: [(time: Duration, what: Happening)] = []

  init(_ rules: VoiceRules) { self.rules = rules }

  mutating func note(_ what: Happening, at time: Duration) { log.append((time, what)) }

  /// What is being said: the last beginning, unless it was told or cut.
  var current: (number: Int, alerts: [AlertIdentifier], stream: StreamIdentifier, tier: AlertTier, since: Duration)? {
    for (index, entry) in log.enumerated().reversed() {
      guard case .began(let number, let alerts, let stream, _, let tier) = entry.what else { continue }
      let isOver = log[index...].contains {
        switch $0.what {
        case .told(let own), .cut(let own): own == number
        default: false
        }
      }
      return isOver ? nil : (number, alerts, stream, tier, entry.time)
    }
    return nil
  }

  func reasonToStop(at now: Duration, minute: Int) -> VoiceAction.StopReason? {
    guard let current else { return nil }
    if isMuted(current.stream) { return .muted }
    if !current.alerts.contains(where: { isOpen($0, now) && (current.tier == .warning || isPresent($0)) }) { return .settled }
    if now - current.since >= rules.stuckAfter { return .stuck }
    let raised = current.alerts.compactMap(raisedAt).min() ?? now
    if mustYield(current.stream, current.tier, raised, now) { return .bargeIn }
    let urgent = alerts.contains { $0.tier == .warning && timesTold($0.id) == 0 && isDue($0, now, minute) }
    return current.tier == .caution && urgent ? .preempted : nil
  }

  /// The alerts of what is to be said next, if nothing is.
  func next(at now: Duration, minute: Int) -> (alerts: [AlertIdentifier], tier: AlertTier, repetition: Int, hasNotice: Bool)? {
    let due = alerts.filter { isDue($0, now, minute) }
    let untold = due.filter { $0.tier == .warning && timesTold($0.id) == 0 }
    let repeated = due.filter { $0.tier == .warning && timesTold($0.id) > 0 }
    let cautions = due.filter { $0.tier == .caution }
    guard let first = untold.first ?? repeated.first ?? cautions.first else { return nil }
    let same = due.filter { $0.stream == first.stream && $0.condition == first.condition && $0.tier == first.tier }
    let noticed = log.contains { entry in
      guard case .began(let number, _, _, let session, _) = entry.what, session == first.session else { return false }
      return log.contains { if case .told(let own) = $0.what { own == number } else { false } } && !wasStuck(number)
    }
    return (same.map(\.id), first.tier, timesTold(first.id), !noticed)
  }

  var stuck: Set<Int> = []
  private func wasStuck(_ number: Int) -> Bool { stuck.contains(number) }

  /// In the order in which they were raised.
  private var alerts: [AlertSubject] {
    var found: [AlertSubject] = []
    for case .raised(let alert) in log.map(\.what) where alert.tier != .advisory && !found.contains(where: { $0.id == alert.id })
    {
      found.append(alert)
    }
    return found
  }

  private func raisedAt(_ id: AlertIdentifier) -> Duration? {
    log.first { if case .raised(let alert) = $0.what { alert.id == id } else { false } }?.time
  }

  private func isPresent(_ id: AlertIdentifier) -> Bool {
    !log.contains { if case .ended(let own) = $0.what { own == id } else { false } }
  }

  private func isOpen(_ id: AlertIdentifier, _ now: Duration) -> Bool {
    var (isAcknowledged, until): (Bool, Duration?) = (false, nil)
    for entry in log {
      if case .acknowledged(id, let value) = entry.what { isAcknowledged = value }
      if case .silenced(id, let value) = entry.what { until = value }
    }
    return !isAcknowledged && now >= until ?? .zero
  }

  private func isMuted(_ stream: StreamIdentifier) -> Bool {
    for entry in log.reversed() { if case .muted(stream, let value) = entry.what { return value } }
    return false
  }

  private func mustYield(_ stream: StreamIdentifier, _ tier: AlertTier, _ raised: Duration, _ now: Duration) -> Bool {
    guard rules.bargesIn, !(tier == .warning && now - raised >= rules.patience) else { return false }
    for entry in log.reversed() {
      if case .heard(stream, let isVoice) = entry.what { return isVoice || now - entry.time < rules.calm }
    }
    return false
  }

  private func endsOfTelling(_ id: AlertIdentifier) -> [Duration] {
    log.compactMap { entry in
      guard case .told(let number) = entry.what else { return nil }
      let isOurs = log.contains { if case .began(number, let alerts, _, _, _) = $0.what { alerts.contains(id) } else { false } }
      return isOurs ? entry.time : nil
    }
  }

  private func timesTold(_ id: AlertIdentifier) -> Int { endsOfTelling(id).count }

  private func isDue(_ alert: AlertSubject, _ now: Duration, _ minute: Int) -> Bool {
    guard isOpen(alert.id, now), !isMuted(alert.stream), let raised = raisedAt(alert.id),
      !mustYield(alert.stream, alert.tier, raised, now)
    else { return false }
    if alert.tier == .warning, timesTold(alert.id) == 0 { return isPresent(alert.id) || now - raised < rules.freshFor }
    let begun = log.count { if case .began = $0.what { now - $0.time < rules.budgetWindow } else { false } }
    guard isPresent(alert.id), begun < rules.budget, !rules.quietHours.contains(where: { $0.contains(minute) }) else {
      return false
    }
    guard let last = endsOfTelling(alert.id).last else { return true }
    guard alert.tier == .warning, let pause = rules.repeatAfter else { return false }
    return now - last >= pause
  }
}
