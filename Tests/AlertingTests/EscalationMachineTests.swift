import Alerting
import Testing
import Vocabulary

/// When a warning goes to a second reader.
@Suite struct EscalationMachineTests {
  private static let raised: Int64 = 1_795_526_232_345

  private func alert(_ tier: AlertTier = .warning, after milliseconds: Int64 = 0) throws -> AlertRecord {
    AlertRecord(
      id: AlertIdentifier(), stream: try #require(StreamIdentifier("bedside")), session: SessionIdentifier(),
      condition: try #require(ConditionIdentifier("melanoma")), codes: [], tier: tier,
      raisedAt: RFC3339.text(wallMilliseconds: Self.raised + milliseconds),
      capturedAt: RFC3339.text(wallMilliseconds: Self.raised),
      probability: 0.7, threshold: ThresholdSetting(enter: 0.6, exit: 0.5), why: [], model: Fingerprint("m"),
      pack: Fingerprint("p"), preprocessing: "none", frameSHA256: "", demo: false)
  }

  private func due(_ machine: EscalationMachine, after seconds: Double) -> [AlertIdentifier] {
    machine.due(at: Self.raised + Int64(seconds * 1000))
  }

  @Test func `a warning is due when its time is up, and not a millisecond before`() throws {
    var machine = EscalationMachine(patience: .seconds(120))
    let alert = try alert()
    machine.note(alert)
    #expect(due(machine, after: 119.999).isEmpty)
    #expect(due(machine, after: 120) == [alert.id])
    #expect(due(machine, after: 500) == [alert.id], "until it is written down")
  }

  @Test(arguments: [AlertTier.caution, .advisory]) func `only warnings are passed on`(_ tier: AlertTier) throws {
    var machine = EscalationMachine(patience: .seconds(120))
    machine.note(try alert(tier))
    #expect(due(machine, after: 1_000).isEmpty)
  }

  @Test func `an acknowledgement ends it, and its undoing begins it again`() throws {
    var (machine, alert) = (EscalationMachine(patience: .seconds(120)), try alert())
    machine.note(alert)
    alert.acknowledged = .init(by: "ada", at: alert.raisedAt)
    machine.note(alert)
    #expect(due(machine, after: 1_000).isEmpty)
    alert.acknowledged = nil
    machine.note(alert)
    #expect(due(machine, after: 1_000) == [alert.id])
  }

  @Test func `an alert that has ended still waits for somebody`() throws {
    var (machine, alert) = (EscalationMachine(patience: .seconds(120)), try alert())
    alert.endedAt = alert.raisedAt
    machine.note(alert)
    #expect(due(machine, after: 120) == [alert.id])
  }

  @Test func `a silence puts it off until it ends`() throws {
    var (machine, alert) = (EscalationMachine(patience: .seconds(120)), try alert())
    alert.silencedUntil = RFC3339.text(wallMilliseconds: Self.raised + 300_000)
    machine.note(alert)
    #expect(due(machine, after: 299.999).isEmpty)
    #expect(due(machine, after: 300) == [alert.id])
  }

  @Test func `what was passed on is not passed on again`() throws {
    var (machine, alert) = (EscalationMachine(patience: .seconds(120)), try alert())
    alert.escalated = .init(to: "reviewer", at: alert.raisedAt)
    machine.note(alert)
    #expect(due(machine, after: 1_000).isEmpty)
    #expect(machine.count == 0)
  }

  @Test func `who waited longest comes first`() throws {
    var machine = EscalationMachine(patience: .seconds(120))
    let (late, early) = (try alert(after: 2_000), try alert(after: 1_000))
    machine.note(late)
    machine.note(early)
    #expect(due(machine, after: 200) == [early.id, late.id])
  }

  @Test func `a queue that is full passes the oldest on at once and forgets none`() throws {
    var machine = EscalationMachine(patience: .seconds(120))
    let oldest = try alert(after: -1_000)
    machine.note(oldest)
    for _ in 0..<EscalationMachine.bound { machine.note(try alert()) }
    #expect(due(machine, after: 0) == [oldest.id])
    #expect(machine.count == EscalationMachine.bound + 1)
  }
}
