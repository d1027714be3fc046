import Calls
import Configuration
import Cryptography
import Foundation
import Journal
import Server
import Vocabulary
import Voice

/// The thin owner of calls: hears what happens, asks the call machine, speaks to the call service, and journals what came of it.
///
/// - Threading: an actor of short hand-overs; ``run()`` must run for as long as the server may call.
actor CallDesk {
  private static let beat = Duration.milliseconds(500)
  private static let beatsToForget = 60
  /// How long the voice's processes stay open after a call.
  private static let beatsToClose = 120
  /// How long a server that ends waits for the call service, twice.
  private static let patience = Duration.seconds(3)

  let setting: VapiSetting
  let client: CallClient
  let verifier: SignatureVerifier
  let assistant: CallAssistantDesk
  let phrases: CallPhrases
  let voice: CallVoice
  let canPhone: Bool
  let journal: any JournalWriter
  let hub: EventHub
  let time: any TimeSource
  let streams: @Sendable () async -> Set<StreamIdentifier>
  /// The journal's newest entries about calls.
  let entries: @Sendable () async throws(JournalError) -> [JournalEntry]

  var machine: CallMachine
  var seen: SeenMessages
  var counts = CallCounts()
  /// The way into the call that is under way.
  var way: ControlLine?
  private var raised: [AlertIdentifier: Int64] = [:]
  private let consents: ConsentBook
  private var allowed = SpeechConsents(CallDesk.mayCall)
  /// When this desk was made, in milliseconds since 1970: what was passed on before is no news.
  private let since: Int64
  /// Who asked for the call that is being placed, and waits for it.
  private var asker: (name: String, continuation: CheckedContinuation<Result<StartedCall, BackendError>, Never>)?
  private var askedBy: String?
  private var quietBeats = 0
  /// What went wrong last besides requests: the service's answer named no control address, say.
  var fault: CallError?
  /// Whether events reach it.
  private(set) var isListening = false

  /// A call speaks, and through a service that is not on this machine: both must be allowed.
  static let mayCall: @Sendable (Consent) -> Bool = { $0.speak && $0.handOff }

  init(
    setting: VapiSetting, client: CallClient, signature: SignatureRules, tools: CallTools, names: [ConditionIdentifier: String],
    voice: CallVoice, journal: any JournalWriter, hub: EventHub, time: any TimeSource, rules: CallRules? = nil,
    consents: ConsentBook = ConsentBook(),
    entries: @escaping @Sendable () async throws(JournalError) -> [JournalEntry] = { () async throws(JournalError) in [] },
    streams: @escaping @Sendable () async -> Set<StreamIdentifier>
  ) {
    self.setting = setting
    self.client = client
    self.voice = voice
    self.journal = journal
    self.hub = hub
    self.time = time
    self.streams = streams
    self.entries = entries
    self.consents = consents
    since = time.now().wallMilliseconds
    verifier = SignatureVerifier(signature)
    seen = SeenMessages(tolerance: signature.form.tolerance)
    canPhone = setting.numberFile != nil
    phrases = CallPhrases(names: names)
    machine = CallMachine(rules ?? CallRules(setting))
    let principal = Principal(
      name: CallAssistantDesk.name, role: setting.role == .reviewer ? .reviewer : .viewer, isLocal: false)
    assistant = CallAssistantDesk(
      tools: tools.restricted { Self.mayCall(consents.consent(of: $0)) }, names: names, principal: principal)
  }

  /// Calls until cancelled, then hangs up.
  func run() async {
    let events = hub.subscribe()
    isListening = true
    await withTaskGroup { group in
      group.addTask { for await event in events { await self.note(event) } }
      group.addTask { await self.beat() }
    }
    await Task { await self.stop() }.value
  }

  private func beat() async {
    var beats = 0
    while (try? await Task.sleep(for: Self.beat)) != nil {
      beats += 1
      act()
      if beats % Self.beatsToForget == 0 {
        let present = await streams()
        for stream in machine.mutedStreams.subtracting(present) { machine.forget(stream) }
      }
      if case .free = machine.line { quietBeats += 1 } else { quietBeats = 0 }
      if quietBeats == Self.beatsToClose { await voice.close() }
    }
  }

  /// A server that ends leaves nobody in a call that it no longer hears.
  private func stop() async {
    asker?.continuation.resume(returning: .failure(.unacceptable(status: 503, reason: "The server ends.")))
    asker = nil
    // A call that is just being placed would ring with nobody behind it.
    let deadline = ContinuousClock.now + Self.patience
    while case .asking = machine.line, ContinuousClock.now < deadline { try? await Task.sleep(for: .milliseconds(20)) }
    if machine.ask(toEnd: .stopping, at: now), let way { await hangUp(way, within: Self.patience) }
    for call in machine.finish(at: now) { await write(call) }
    await voice.close()
  }

  /// A service that does not answer must not hold a server that ends.
  private func hangUp(_ way: ControlLine, within patience: Duration) async {
    await withTaskGroup { [client] group in
      group.addTask { try? await client.send(.hangUp, into: way) }
      group.addTask { try? await Task.sleep(for: patience) }
      await group.next()
      group.cancelAll()
    }
  }

  // MARK: What happens

  private func note(_ event: ServerEvent) {
    switch event {
    case .alert(let record, _):
      guard Self.mayCall(consents.consent(of: record.session)) else { return }
      allowed.note(record)
      raised[record.id] = RFC3339.wallMilliseconds(record.raisedAt)
      machine.raise(AlertSubject(record), at: now)
    case .alertChanged(let record, _):
      machine.acknowledge(record.id, record.acknowledged != nil)
      machine.silence(record.id, until: record.silencedUntil.flatMap(monotonic))
      guard Self.mayCall(consents.consent(of: record.session)) else {
        machine.acknowledge(record.id, true)
        break
      }
      escalate(record)
      if record.endedAt != nil {
        machine.end(record.id)
        raised[record.id] = nil
      }
    case .voice(let state): machine.mute(state.stream, state.muted != nil)
    default: return
    }
    act()
  }

  /// A warning that went to a second reader rings once more.
  private func escalate(_ record: AlertRecord) {
    guard record.acknowledged == nil, let at = record.escalated.flatMap({ RFC3339.wallMilliseconds($0.at) }), at >= since else {
      return
    }
    allowed.note(record)
    machine.escalate(AlertSubject(record), at: now)
  }

  /// The wall clock's `text` on the monotonic clock.
  private func monotonic(_ text: String) -> Duration? {
    let now = time.now()
    return RFC3339.wallMilliseconds(text).map { now.monotonic + .milliseconds($0 - now.wallMilliseconds) }
  }

  var now: DayMoment { DayMoment(local: time.now()) }

  /// Waits for a call that somebody asks for.
  func start(_ kind: CallKind, by name: String) async -> Result<StartedCall, BackendError> {
    guard asker == nil, machine.ask(for: kind) else {
      return .failure(.unacceptable(status: 409, reason: "There is a call already. End it first, or wait until it is over."))
    }
    return await withCheckedContinuation { continuation in
      asker = (name, continuation)
      askedBy = name
      act()
    }
  }

  // MARK: What is done

  /// Asks the machine and does what it says.
  func act() {
    // What may not be said any more counts as settled.
    for alert in allowed.takeRefused(consents) { machine.acknowledge(alert, true) }
    for action in machine.decide(at: now) {
      switch action {
      case .place(let kind, let number): Task { await self.place(kind, number) }
      case .say(let words): Task { await self.say(words) }
      case .inform(let context): Task { await self.inform(context) }
      case .hangUp: Task { await self.hangUp() }
      case .record(let call): Task { await self.write(call) }
      }
    }
    if case .free = machine.line { way = nil }
  }

  private func place(_ kind: CallKind, _ number: Int) async {
    let alerts = machine.alertsOfCall
    let by = askedBy
    askedBy = nil
    await voice.warm()
    do throws(CallError) {
      let call = try await client.place(kind)
      let way = await self.way(into: call)
      self.way = way
      counts.placed += 1
      machine.placed(number, as: call.id, isControlled: way != nil, at: now)
      await append(
        .callPlaced(
          number, id: call.id.text, kind: kind.rawValue, alerts: alerts.map(\.id), session: alerts.first?.session, by: by,
          at: time.now()))
      await answer(.success(StartedCall(state: state(), joining: call.joining)))
    } catch {
      counts.notPlaced += 1
      machine.notPlaced(number, at: now)
      await answer(.failure(.unacceptable(status: 502, reason: "There is no call: \(error).")))
    }
    act()
  }

  /// Without a way in the call still takes place; nothing can be said in it, and health says why.
  private func way(into call: PlacedCall) async -> ControlLine? {
    do throws(CallError) {
      let way = try await client.line(into: call)
      fault = nil
      return way
    } catch {
      fault = error
      return nil
    }
  }

  private func answer(_ result: Result<StartedCall, BackendError>) async {
    asker?.continuation.resume(returning: result)
    asker = nil
  }

  private func say(_ words: CallWords) async {
    let number = machine.callCount
    let text = phrases.text(of: words)
    guard let way else {
      machine.said(words, false, at: now)
      return act()
    }
    do throws(CallError) {
      try await client.send(.say(text, interrupts: words.interrupts), into: way)
      machine.said(words, true, at: now)
      noteLatency(of: words)
      counts.said += 1
      await append(
        .callSaid(number, text: text, alerts: words.alerts.map(\.id), session: words.alerts.first?.session, at: time.now()))
    } catch {
      machine.said(words, false, at: now)
      if error == .gone { machine.gone(at: now) }
    }
    act()
  }

  /// Only the first time that an alert is said, and only where the call was there before it.
  private func noteLatency(of words: CallWords) {
    let wall = time.now().wallMilliseconds
    for alert in words.alerts {
      guard let decided = raised.removeValue(forKey: alert.id) else { continue }
      counts.note(latency: Double(max(0, wall - decided)) / 1000)
    }
  }

  private func inform(_ context: CallContext) async {
    if let way {
      do throws(CallError) {
        try await client.send(.context(phrases.text(of: context)), into: way)
        counts.informed += 1
      } catch { counts.notInformed += 1 }
    }
    machine.informed()
    act()
  }

  private func hangUp() async {
    if let way { try? await client.send(.hangUp, into: way) }
    machine.hungUp()
    act()
  }

  // MARK: Journal

  private func write(_ call: EndedCall) async {
    counts.ended[call.reason, default: 0] += 1
    func milliseconds(_ duration: Duration?) -> JSONValue { duration.map { .integer(Int64($0.milliseconds)) } ?? .null }
    let facts: [String: JSONValue] = [
      "call": call.id.map { .string($0.text) } ?? .null, "kind": .string(call.kind.rawValue), "reason": .string(call.reason),
      "lasted_ms": milliseconds(call.lasted), "said": .integer(Int64(call.said)),
      "service_reason": call.report.map { .string($0.endedReason) } ?? .null,
      "service_seconds": call.report?.seconds.map { .number($0) } ?? .null,
      "service_cost_usd": call.report?.cost.map { .number($0) } ?? .null,
    ]
    await append(
      .callEnded(
        call.number, facts: facts, alerts: call.alerts.map(\.id), session: call.alerts.first?.session, at: time.now()))
  }

  func append(_ draft: JournalDraft) async {
    do { _ = try await journal.append([draft], deliveries: []) } catch { counts.unwritten += 1 }
  }

  // MARK: How it stands

  var figures: CallFigures {
    get async {
      CallFigures(counts: counts, machine: machine.counts, client: await client.report, forgotten: seen.forgottenCount)
    }
  }

  func state() async -> CallState {
    let report = await client.report
    let call: CallState.Call? =
      switch machine.line {
      case .free: nil
      case .asking(_, let kind): .init(id: nil, kind: kind.rawValue, status: "asked")
      case .open(let call): .init(id: call.id.text, kind: call.kind.rawValue, status: call.status.rawValue)
      }
    let fault = report.fault ?? fault
    return CallState(
      canPhone: canPhone, call: call, service: report.isOpen ? "open" : fault == nil ? "ok" : "failing",
      fault: fault.map { "\($0)" })
  }
}
