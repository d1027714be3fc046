public import Vocabulary

/// Decides when somebody is called and what is said in the call. A value: it reads no clock and sends nothing.
///
/// Whoever owns it tells it what happens and asks ``decide(at:)`` after each event and now and then; the answer is what to do.
///
/// Invariants:
/// - There is one line: a `place` comes only while it is free, and nothing is sent to a call that has ended.
/// - At most one `place`, `say` or `hangUp` is under way, and at most one `inform`.
/// - Nobody is rung in quiet hours, within the cooldown, beyond the budget, or for an alert that somebody acknowledged or silenced, whose
///   finding is gone (unless it went to a second reader), whose stream is muted, or for which the attempts are used up. Only a person may ask for more.
/// - Words are sent only into a call that somebody answered, and only of alerts that are open then. Advisories are never said.
/// - Each warning is said once in each call. Repetitions and cautions are said only within the budget of words and outside quiet hours, as
///   the voice does it; what people say meanwhile is the service's to hear.
/// - A status never goes backwards; the end is the end, in whatever order messages come.
public struct CallMachine: Sendable {
  struct Entry: Sendable {
    let alert: AlertSubject
    let order: Int
    let since: Duration
    var isPresent = true
    var isAcknowledged = false
    /// Whether it went to a second reader; it then concerns somebody also when its finding is gone.
    var isEscalated = false
    var silencedUntil: Duration?
    /// Calls that were placed for it.
    var calls = 0
    var told = 0
    /// In which call, and when, it was last said.
    var lastTold: (call: Int, at: Duration)?
  }

  struct Asking: Sendable {
    let alerts: [AlertSubject]
    let isAskedFor: Bool
  }

  struct Waiting: Sendable {
    let call: EndedCall
    let since: Duration
  }

  /// What the assistant may be told later; beyond it the oldest is dropped.
  static let contextLimit = 8
  /// Messages of calls that the service has announced before it answered us.
  static let earlyLimit = 8
  static let waitingLimit = 16
  /// Alerts that went to a second reader and that are remembered; of an older one a later change would ring again.
  static let escalatedLimit = 1_024

  public let rules: CallRules
  /// The line as it stands.
  public internal(set) var line = CallLine.free
  /// What came in vain, and what was dropped.
  public internal(set) var counts = CallMachineCounts()
  var entries: [AlertIdentifier: Entry] = [:]
  var muted: Set<StreamIdentifier> = []
  var asking: Asking?
  /// A call that a person wants.
  var wanted: CallKind?
  var begun: [Duration] = []
  /// When words were said in calls, within the window.
  var uttered: [Duration] = []
  var lastEnd: Duration?
  var isBusy = false
  var isInforming = false
  var pausedUntil: Duration?
  var contexts: [CallContext] = []
  var early: [(id: CallIdentifier, status: CallStatus, reason: String?)] = []
  var waiting: [Waiting] = []
  private var escalated: [AlertIdentifier] = []
  private var order = 0
  /// The newest call's number.
  public internal(set) var callCount = 0
  var wordCount = 0

  /// - Parameter rules: in force for its whole life.
  public init(_ rules: CallRules) { self.rules = rules }

  // MARK: Alerts

  /// An alert was raised.
  ///
  /// - Parameters:
  ///   - alert: the same one a second time changes nothing.
  ///   - now: when.
  public mutating func raise(_ alert: AlertSubject, at now: DayMoment) {
    guard alert.tier != .advisory, rules.calling.union(rules.saying).contains(alert.tier), entries[alert.id] == nil else {
      return
    }
    order += 1
    entries[alert.id] = Entry(alert: alert, order: order, since: now.time)
  }

  /// Nobody acknowledged it in time, so it goes to a second reader: it may ring anew, without patience, also when its finding is gone.
  /// Quiet hours, cooldown and budget hold as before.
  ///
  /// - Parameters:
  ///   - alert: one that is not known yet is raised; the same one a second time changes nothing.
  ///   - now: when.
  public mutating func escalate(_ alert: AlertSubject, at now: DayMoment) {
    guard !escalated.contains(alert.id) else { return }
    raise(alert, at: now)
    guard entries[alert.id] != nil else { return }
    entries[alert.id]?.isEscalated = true
    entries[alert.id]?.calls = 0
    escalated.append(alert.id)
    if escalated.count > Self.escalatedLimit { escalated.removeFirst() }
  }

  /// The finding is gone.
  ///
  /// - Parameter id: the alert; an unknown one changes nothing.
  public mutating func end(_ id: AlertIdentifier) {
    guard let entry = entries[id], entry.isPresent else { return }
    entries[id]?.isPresent = false
    tell(.ended(entry.alert), about: entry)
  }

  /// Somebody has seen it, or takes that back.
  ///
  /// - Parameters:
  ///   - id: the alert.
  ///   - isAcknowledged: how it stands now.
  public mutating func acknowledge(_ id: AlertIdentifier, _ isAcknowledged: Bool) {
    guard let entry = entries[id], entry.isAcknowledged != isAcknowledged else { return }
    entries[id]?.isAcknowledged = isAcknowledged
    if isAcknowledged { tell(.acknowledged(entry.alert), about: entry) }
  }

  /// Somebody silenced it for a while, or takes that back.
  ///
  /// - Parameters:
  ///   - id: the alert.
  ///   - until: on the monotonic clock; `nil` = it is not silenced.
  public mutating func silence(_ id: AlertIdentifier, until: Duration?) {
    guard let entry = entries[id], entry.silencedUntil != until else { return }
    entries[id]?.silencedUntil = until
    if until != nil { tell(.silenced(entry.alert), about: entry) }
  }

  /// Somebody muted a stream's voice, or takes that back: nobody is rung for it meanwhile.
  ///
  /// - Parameters:
  ///   - stream: the stream.
  ///   - isMuted: how it stands now.
  public mutating func mute(_ stream: StreamIdentifier, _ isMuted: Bool) {
    if isMuted { muted.insert(stream) } else { muted.remove(stream) }
  }

  /// The stream is gone, with its alerts and its mute.
  ///
  /// - Parameter stream: the stream.
  public mutating func forget(_ stream: StreamIdentifier) {
    muted.remove(stream)
    for (id, entry) in entries where entry.alert.stream == stream { entries[id] = nil }
  }

  /// Context matters only to a call in which the alert was said.
  private mutating func tell(_ context: CallContext, about entry: Entry) {
    guard case .open(let call) = line, entry.lastTold?.call == call.number else { return }
    contexts.append(context)
    if contexts.count > Self.contextLimit {
      contexts.removeFirst()
      counts.contextsDropped += 1
    }
  }

  // MARK: What people ask for

  /// Somebody of this server wants a call.
  ///
  /// - Parameter kind: how people take part.
  /// - Returns: whether the line is free for it.
  public mutating func ask(for kind: CallKind) -> Bool {
    guard case .free = line, wanted == nil, !isBusy else { return false }
    wanted = kind
    return true
  }

  /// Somebody of this server, or the server's own end, ends the call.
  ///
  /// - Parameters:
  ///   - reason: why.
  ///   - now: when.
  /// - Returns: whether there was one.
  public mutating func ask(toEnd reason: CallAction.HangUpReason, at now: DayMoment) -> Bool {
    wanted = nil
    guard case .open(var call) = line else { return false }
    if call.hungUp == nil { call.hungUp = (reason, now.time, false) }
    line = .open(call)
    return true
  }

  // MARK: How it stands

  /// Streams whose voice somebody muted.
  public var mutedStreams: Set<StreamIdentifier> { muted }

  /// Calls that are over and not yet written down.
  public var waitingCalls: [CallIdentifier] { waiting.compactMap(\.call.id) }

  /// Those for which the call that is under way, or asked for, was placed.
  public var alertsOfCall: [AlertSubject] {
    switch line {
    case .free: []
    case .asking: asking?.alerts ?? []
    case .open(let call): call.alerts
    }
  }
}
