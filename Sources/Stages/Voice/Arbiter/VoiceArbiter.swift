public import Vocabulary

/// Decides what the server's one voice says, and when. A value: it reads no clock and makes no sound.
///
/// Whoever owns it tells it what happens and asks ``decide(at:)`` after each event and now and then; the answer is what to do.
///
/// Invariants:
/// - At most one utterance is under way; a `speak` comes only when none is.
/// - Advisories are never spoken. A caution is spoken once, and only while its finding is there.
/// - A warning is spoken once, even if its finding is gone meanwhile (but not later than `freshFor` then), unless somebody
///   acknowledged or silenced it, or muted its stream. It is repeated only while the finding is there.
/// - A warning that goes to a second reader is spoken once more, as such, whether its finding is still there or not.
/// - Nothing of a muted stream is spoken.
public struct VoiceArbiter: Sendable {
  struct Entry: Sendable {
    let alert: AlertSubject
    let order: Int
    let since: Duration
    var isPresent = true
    var isAcknowledged = false
    var silencedUntil: Duration?
    /// Utterances of it that were said to the end.
    var told = 0
    var lastTold: Duration?
    /// Since when a second reader is wanted and was not called.
    var escalatedSince: Duration?
  }

  struct Room: Sendable {
    var isMuted = false
    var isVoiceActive = false
    var lastVoice: Duration?
  }

  public let rules: VoiceRules
  private var entries: [AlertIdentifier: Entry] = [:]
  private var rooms: [StreamIdentifier: Room] = [:]
  private var noticed: Set<SessionIdentifier> = []
  private var begun: [Duration] = []
  private var count = 0
  private var order = 0
  /// What is being said.
  public private(set) var current: Utterance?
  private var currentSince = Duration.zero
  /// Utterances that were cut off because they did not end.
  public private(set) var stuckCount = 0

  /// - Parameter rules: in force for its whole life.
  public init(_ rules: VoiceRules) { self.rules = rules }

  // MARK: What happens

  /// An alert was raised.
  ///
  /// - Parameters:
  ///   - alert: the same one a second time changes nothing.
  ///   - now: when.
  public mutating func raise(_ alert: AlertSubject, at now: DayMoment) {
    guard alert.tier != .advisory, entries[alert.id] == nil else { return }
    order += 1
    entries[alert.id] = Entry(alert: alert, order: order, since: now.time)
  }

  /// Nobody acknowledged it in time: a second reader is called once.
  ///
  /// - Parameters:
  ///   - alert: also one that was forgotten meanwhile.
  ///   - isPresent: whether the finding is still there.
  ///   - now: when.
  public mutating func escalate(_ alert: AlertSubject, isPresent: Bool, at now: DayMoment) {
    guard alert.tier == .warning else { return }
    if entries[alert.id] == nil {
      order += 1
      entries[alert.id] = Entry(alert: alert, order: order, since: now.time, isPresent: isPresent, told: 1)
    }
    entries[alert.id]?.escalatedSince = now.time
  }

  /// The finding is gone.
  ///
  /// - Parameter id: the alert; an unknown one changes nothing.
  public mutating func end(_ id: AlertIdentifier) { entries[id]?.isPresent = false }

  /// Somebody has seen it, or takes that back.
  ///
  /// - Parameters:
  ///   - id: the alert.
  ///   - isAcknowledged: how it stands now.
  public mutating func acknowledge(_ id: AlertIdentifier, _ isAcknowledged: Bool) { entries[id]?.isAcknowledged = isAcknowledged }

  /// Somebody silenced it for a while, or takes that back.
  ///
  /// - Parameters:
  ///   - id: the alert.
  ///   - until: on the monotonic clock; `nil` = it is not silenced.
  public mutating func silence(_ id: AlertIdentifier, until: Duration?) { entries[id]?.silencedUntil = until }

  /// Somebody muted a stream, or takes that back.
  ///
  /// - Parameters:
  ///   - stream: the stream.
  ///   - isMuted: how it stands now.
  public mutating func mute(_ stream: StreamIdentifier, _ isMuted: Bool) { rooms[stream, default: Room()].isMuted = isMuted }

  /// People began or stopped to speak.
  ///
  /// - Parameters:
  ///   - isVoice: whether they speak.
  ///   - stream: where.
  ///   - now: when.
  public mutating func hear(_ isVoice: Bool, on stream: StreamIdentifier, at now: DayMoment) {
    rooms[stream, default: Room()].isVoiceActive = isVoice
    rooms[stream, default: Room()].lastVoice = now.time
  }

  /// The stream is gone, with its alerts, its mute and who spoke in it.
  ///
  /// - Parameter stream: the stream.
  public mutating func forget(_ stream: StreamIdentifier) {
    rooms[stream] = nil
    for (id, entry) in entries where entry.alert.stream == stream { entries[id] = nil }
  }

  /// An utterance was said to its end.
  ///
  /// - Parameters:
  ///   - number: the utterance's; of one that was cut off it changes nothing.
  ///   - now: when.
  public mutating func finish(_ number: Int, at now: DayMoment) {
    guard let utterance = current, utterance.number == number else { return }
    current = nil
    noticed.insert(utterance.session)
    for id in utterance.alerts { settle(id, utterance, at: now) }
  }

  private mutating func settle(_ id: AlertIdentifier, _ utterance: Utterance, at now: DayMoment) {
    entries[id]?.told += 1
    entries[id]?.lastTold = now.time
    if utterance.isEscalation { entries[id]?.escalatedSince = nil }
  }

  // MARK: What to do

  /// What is to be done now: at most a stop and a speak.
  ///
  /// - Parameter now: when.
  /// - Returns: in the order in which it is to be done.
  public mutating func decide(at now: DayMoment) -> [VoiceAction] {
    tidy(at: now)
    var actions: [VoiceAction] = []
    if let utterance = current, let reason = reasonToStop(utterance, at: now) {
      current = nil
      if reason == .stuck {
        stuckCount += 1
        // It may have been heard: repeating it at once could be stuck again, for ever.
        for id in utterance.alerts { settle(id, utterance, at: now) }
      }
      actions.append(.stop(utterance, reason))
    }
    if current == nil, let next = next(at: now) {
      current = next
      count = next.number
      currentSince = now.time
      begun.append(now.time)
      actions.append(.speak(next))
    }
    return actions
  }

  private func reasonToStop(_ utterance: Utterance, at now: DayMoment) -> VoiceAction.StopReason? {
    let entries = utterance.alerts.compactMap { self.entries[$0] }
    if rooms[utterance.stream]?.isMuted == true { return .muted }
    if !entries.contains(where: { isOpen($0, at: now) && ($0.isPresent || utterance.tier == .warning) }) { return .settled }
    if now.time - currentSince >= rules.stuckAfter { return .stuck }
    if yields(utterance.stream, utterance.tier, since: entries.map(\.since).min() ?? now.time, at: now) { return .bargeIn }
    let urgent = candidates(at: now).contains { $0.alert.tier == .warning && $0.told == 0 }
    return utterance.tier == .caution && urgent ? .preempted : nil
  }

  /// Nobody has settled it.
  private func isOpen(_ entry: Entry, at now: DayMoment) -> Bool {
    !entry.isAcknowledged && (entry.silencedUntil.map { now.time >= $0 } ?? true)
  }

  /// What is gone is no news any more.
  private func isStale(_ entry: Entry, at now: DayMoment) -> Bool { now.time - entry.since >= rules.freshFor }

  /// Whether people speak there, or did until just now, and this must wait for them.
  private func yields(_ stream: StreamIdentifier, _ tier: AlertTier, since: Duration, at now: DayMoment) -> Bool {
    guard rules.bargesIn, let room = rooms[stream] else { return false }
    if tier == .warning, now.time - since >= rules.patience { return false }
    return room.isVoiceActive || room.lastVoice.map { now.time - $0 < rules.calm } ?? false
  }

  private func candidates(at now: DayMoment) -> [Entry] { entries.values.filter { isDue($0, at: now) } }

  private func isDue(_ entry: Entry, at now: DayMoment) -> Bool {
    guard isOpen(entry, at: now), rooms[entry.alert.stream]?.isMuted != true else { return false }
    if let since = entry.escalatedSince { return !yields(entry.alert.stream, .warning, since: since, at: now) }
    let isFirstWarning = entry.alert.tier == .warning && entry.told == 0
    if isFirstWarning {
      guard entry.isPresent || !isStale(entry, at: now) else { return false }
    } else {
      guard entry.isPresent, begun.count < rules.budget, !rules.quietHours.contains(where: { $0.contains(now.minute) }) else {
        return false
      }
      if entry.alert.tier == .caution, entry.told > 0 { return false }
      if entry.told > 0 {
        guard let pause = rules.repeatAfter, let last = entry.lastTold, now.time - last >= pause else { return false }
      }
    }
    return !yields(entry.alert.stream, entry.alert.tier, since: entry.since, at: now)
  }

  /// Untold warnings first, then repeated ones, then cautions; of equals the older.
  private func next(at now: DayMoment) -> Utterance? {
    let due = candidates(at: now).sorted { ($0.rank, $0.order) < ($1.rank, $1.order) }
    guard let first = due.first else { return nil }
    let same = due.filter {
      $0.alert.stream == first.alert.stream && $0.alert.condition == first.alert.condition && $0.alert.tier == first.alert.tier
        && ($0.escalatedSince != nil) == (first.escalatedSince != nil)
    }.sorted { $0.order < $1.order }
    return Utterance(
      number: count + 1, stream: first.alert.stream, session: first.alert.session, condition: first.alert.condition,
      tier: first.alert.tier, alerts: same.map(\.alert.id), repetition: first.told,
      hasNotice: !noticed.contains(first.alert.session), isEscalation: first.escalatedSince != nil)
  }

  /// Forgets what can never be spoken again, so that a long day does not grow.
  private mutating func tidy(at now: DayMoment) {
    begun.removeAll { now.time - $0 >= rules.budgetWindow }
    let busy = current?.alerts ?? []
    for (id, entry) in entries where !entry.isPresent && !busy.contains(id) {
      if entry.escalatedSince != nil, isOpen(entry, at: now) { continue }
      if entry.alert.tier == .caution || entry.told > 0 || isStale(entry, at: now) { entries[id] = nil }
    }
  }
}

extension VoiceArbiter.Entry {
  fileprivate var rank: Int { alert.tier == .warning ? (told == 0 || escalatedSince != nil ? 0 : 1) : 2 }
}
