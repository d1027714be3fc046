import Configuration
import Dispatch
import Journal
import Vocabulary

/// The thin owner of one sink: takes what is due from the outbox, has it sent, asks the machine what becomes of it, notes that.
///
/// What was sent but not yet noted when the process dies is sent again under the same id.
///
/// - Threading: an actor of short hand-overs; ``run()`` must run for as long as the sink may be sent anything.
actor SinkRunner {
  private static let journalPause = Duration.seconds(1)

  let setting: SinkSetting
  private let transport: any SinkTransport
  private let journal: JournalStore
  private let composer: HandoffComposer
  private let allows: @Sendable (SessionIdentifier) -> Bool
  private let told: @Sendable (SinkNotice) -> Void
  private let time: any TimeSource
  /// Attempts that may run at once.
  private let width: Int

  private(set) var machine: SinkMachine
  private var inFlight: [String: Task<Void, Never>] = [:]
  /// What came of attempts and is not noted yet: at most ``width``.
  private var unsettled: [DeliverySettlement] = []
  private var timer: Task<Void, Never>?
  private let signal: AsyncStream<Void>
  private nonisolated let bell: AsyncStream<Void>.Continuation
  /// Whether somebody must hear how many were given up.
  private var mustTell = false
  /// Whether the sink's own answer switched it off, which is not noted yet.
  private var mustNoteOff = false

  init(
    _ setting: SinkSetting, transport: any SinkTransport, journal: JournalStore, composer: HandoffComposer, saved: SinkSwitch?,
    allows: @escaping @Sendable (SessionIdentifier) -> Bool, told: @escaping @Sendable (SinkNotice) -> Void,
    time: any TimeSource
  ) {
    self.setting = setting
    self.transport = transport
    self.journal = journal
    self.composer = composer
    self.allows = allows
    self.told = told
    self.time = time
    width = setting.kind == .mqtt ? 1 : HandoffDesk.width
    machine = SinkMachine(
      schedule: RetrySchedule(setting.retry), isOn: saved?.isOn ?? setting.isOn,
      reason: saved?.reason ?? "switched off in the configuration")
    composer.turn(setting.name, machine.isOn)
    (signal, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  /// Something may be there to send; returns at once. Callable from any thread.
  nonisolated func ring() { bell.yield() }

  /// Sends until cancelled, then ends what is open. What was under way is tried again after the next start.
  func run() async {
    ring()
    for await _ in signal { await turn() }
    timer?.cancel()
    for attempt in inFlight.values { attempt.cancel() }
    await Task { [transport] in await transport.close() }.value
  }

  private func turn() async {
    guard await settle() else { return wake(in: Self.journalPause) }
    guard machine.isOn else { return }
    if let pause = machine.pause(at: time.now()) { return wake(in: pause) }
    do throws(JournalError) { try await start() } catch { wake(in: Self.journalPause) }
  }

  /// Starts as many attempts as there is room for.
  private func start() async throws(JournalError) {
    let now = time.now()
    let room = width - inFlight.count - unsettled.count
    if room > 0 {
      let due = try await journal.dueDeliveries(to: setting.name, at: now, limit: width + room)
      let noted = Set(unsettled.map(\.id))
      for delivery in due.filter({ inFlight[$0.id] == nil && !noted.contains($0.id) }).prefix(room) { begin(delivery) }
    }
    guard let next = try await journal.nextDelivery(to: setting.name, after: now) else { return }
    wake(in: .milliseconds(max(1, next - now.wallMilliseconds)))
  }

  private func begin(_ delivery: PendingDelivery) {
    // The session may have taken its consent back since this was queued.
    if let session = delivery.session, !allows(session) {
      machine.noteWithdrawn()
      unsettled.append(DeliverySettlement(id: delivery.id, state: .withdrawn, answer: ""))
      return ring()
    }
    inFlight[delivery.id] = Task { [transport] in
      let result = await transport.attempt(delivery)
      self.finish(delivery, result)
    }
  }

  private func finish(_ delivery: PendingDelivery, _ result: AttemptResult) {
    inFlight[delivery.id] = nil
    guard result != .failed(.cancelled) else { return }
    let wasOn = machine.isOn
    unsettled.append(
      machine.settle(
        result, of: delivery.id, attempt: delivery.attempts + 1, at: time.now(), chance: .random(in: 0..<1)))
    if wasOn, !machine.isOn {
      composer.turn(setting.name, false)
      mustNoteOff = true
    }
    ring()
  }

  /// Notes what came of attempts, in one transaction.
  ///
  /// - Returns: `false` if the journal cannot be written now; it stays to be noted.
  private func settle() async -> Bool {
    let batch = unsettled
    do throws(JournalError) {
      if !batch.isEmpty {
        try await journal.settle(batch)
        unsettled.removeFirst(batch.count)
        if batch.contains(where: { $0.state == .dead }) { mustTell = true }
      }
      if mustNoteOff {
        try await journal.switchSink(setting.name, isOn: false, reason: machine.offReason, by: "the sink")
        mustNoteOff = false
      }
      if mustTell {
        told(SinkNotice(sink: setting.name, dead: try await journal.figures(of: setting.name).dead))
        mustTell = false
      }
      return true
    } catch { return false }
  }

  private func wake(in pause: Duration) {
    timer?.cancel()
    timer = Task { [bell] in
      guard (try? await Task.sleep(for: pause)) != nil else { return }
      bell.yield()
    }
  }

  // MARK: What people do with it

  func test() async -> AttemptResult {
    let result = await transport.test()
    machine.noteTest(result, at: time.now())
    return result
  }

  func turn(_ isOn: Bool, by name: String) async throws(JournalError) {
    let reason = isOn ? "switched on by \(name)" : "switched off by \(name)"
    try await journal.switchSink(setting.name, isOn: isOn, reason: reason, by: name)
    machine.turn(isOn, reason: reason)
    composer.turn(setting.name, isOn)
    mustNoteOff = false
    ring()
  }

  /// Has everybody hear how many are given up, once the journal can be read.
  func tellDead() {
    mustTell = true
    ring()
  }

  func beat() async { await transport.beat() }
}
