import Configuration
import Handoff
import Journal
import Server
import Vocabulary

/// Sinks as the server asks for them.
struct SinkDesk: HandoffBackend {
  private static let listed = 200

  let desk: HandoffDesk

  func sinks() async throws(BackendError) -> [SinkState] { try await statuses().map(SinkState.init) }

  func deadLetters(of sink: String) async throws(BackendError) -> [SinkDeadLetter] {
    try check(sink)
    do throws(JournalError) {
      return try await desk.deadLetters(of: sink, limit: Self.listed).map(SinkDeadLetter.init)
    } catch { throw BackendError(error) }
  }

  func preview(of sink: String) async throws(BackendError) -> [SinkMessageSample] {
    guard let setting = try await statuses().first(where: { $0.setting.name == sink })?.setting else { throw .unknownSink(sink) }
    do throws(HandoffError) {
      return try SinkPreview.all(of: setting).map {
        SinkMessageSample(change: $0.change, method: $0.method, target: $0.target, headers: $0.headers, body: $0.body)
      }
    } catch { throw .failed(what: "\(error)") }
  }

  func test(_ sink: String, by principal: Principal) async throws(BackendError) -> SinkTestResult {
    let start = ContinuousClock.now
    guard let result = await desk.test(sink) else { throw .unknownSink(sink) }
    let isTaken = if case .accepted = result { true } else { false }
    return SinkTestResult(
      ok: isTaken, answer: result.words, milliseconds: Int((ContinuousClock.now - start).milliseconds.rounded()))
  }

  func replay(_ order: SinkReplay, to sink: String, by principal: Principal) async throws(BackendError) -> Int {
    let selection: DeliverySelection =
      switch order {
      case .ids(let ids): .ids(ids)
      case .queued(let times): .queued(times)
      case .dead: .dead
      }
    let queued: Int?
    do throws(JournalError) { queued = try await desk.replay(selection, to: sink, by: principal.name) } catch {
      throw BackendError(error)
    }
    guard let queued else { throw .unknownSink(sink) }
    return queued
  }

  func turn(_ sink: String, _ isOn: Bool, by principal: Principal) async throws(BackendError) -> SinkState {
    try check(sink)
    do throws(JournalError) { _ = try await desk.turn(sink, isOn, by: principal.name) } catch { throw BackendError(error) }
    guard let state = try await sinks().first(where: { $0.name == sink }) else { throw .unknownSink(sink) }
    return state
  }

  private func check(_ sink: String) throws(BackendError) {
    guard desk.names.contains(sink) else { throw .unknownSink(sink) }
  }

  private func statuses() async throws(BackendError) -> [HandoffDesk.Status] {
    do throws(JournalError) { return try await desk.statuses() } catch { throw BackendError(error) }
  }
}

extension SinkState {
  fileprivate init(_ status: HandoffDesk.Status) {
    let (setting, machine, figures) = (status.setting, status.machine, status.figures)
    self.init(
      name: setting.name, kind: setting.kind.rawValue, address: status.address, state: Self.word(status), isOn: machine.isOn,
      details: setting.details.rawValue)
    reason = machine.isOn ? nil : machine.offReason
    (isSigned, explains) = (setting.secretFile != nil, setting.explains)
    (fault, faultAt) = (machine.fault?.words, machine.fault?.at.rfc3339)
    deliveredAt = machine.lastSuccess?.rfc3339
    (waiting, dead, delivered) = (figures.waiting, figures.dead, figures.delivered)
    oldestWaitingAt = figures.oldestWaiting.map { RFC3339.text(wallMilliseconds: $0) }
    nextAt = status.next.map { RFC3339.text(wallMilliseconds: $0) }
    retry = setting.retry.map { Double($0) / 1_000 }
  }

  private static func word(_ status: HandoffDesk.Status) -> String {
    if !status.machine.isOn { return "off" }
    if status.pause != nil { return "paused" }
    if status.machine.fault != nil { return "failing" }
    return status.machine.lastSuccess == nil && status.figures.delivered == 0 ? "idle" : "ok"
  }
}

extension SinkDeadLetter {
  fileprivate init(_ letter: DeadLetter) {
    self.init(
      id: letter.id, alert: letter.alert, type: letter.type, attempts: letter.attempts,
      queuedAt: RFC3339.text(wallMilliseconds: letter.queued), givenUpAt: RFC3339.text(wallMilliseconds: letter.given),
      answer: letter.answer)
  }
}
