import TestSupport
import Testing
import Vocabulary

@testable import Calls

/// Random lives of the machine against what it promises.
@Suite struct `Whatever happens, the call machine` {
  /// What a test knows by itself of the world.
  private struct World {
    var rig: Rig
    var alerts: [AlertSubject] = []
    var settled: Set<AlertIdentifier> = []
    var gone: Set<AlertIdentifier> = []
    var isMuted = false
    var calls: [AlertIdentifier: Int] = [:]
    var placedAt: [Duration] = []
    var freeSince: Duration?
    var openID: CallIdentifier?
    var isAnswered = false
    /// Calls that are said to be answered before the service has answered us.
    var early: Set<CallIdentifier> = []
    var saying: CallWords?
    /// Alerts that were said in the call that is under way, and when words were said at all.
    var heard: Set<AlertIdentifier> = []
    var saidAt: [Duration] = []
    var hanging = false
    var asking: Int?
    var informing = false
    var isAsked = false
    var count = 0
  }

  @Test(arguments: 0..<40)
  func `keeps its promises`(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    var world = World(
      rig: Rig {
        $0.cooldown = .seconds([10, 60].randomElement(using: &generator) ?? 10)
        $0.budget = Int(generator.next() % 3) + 1
        $0.attempts = Int(generator.next() % 3) + 1
        $0.quietHours = generator.pick([[], [QuietHours(from: 700, to: 740)]])
        $0.repeatAfter = generator.pick([nil, .seconds(5), .seconds(30)])
        $0.wordsBudget = generator.pick([1, 4, 12])
      })
    for _ in 0..<1_500 {
      step(&world, &generator)
      try check(&world)
    }
    #expect(world.count > 0, "nobody was ever called")
  }

  private func step(_ world: inout World, _ generator: inout SplitMix64) {
    world.rig.time += .milliseconds(Int(generator.next() % 9_000))
    world.rig.minute = 690 + Int(generator.next() % 60)
    switch generator.next() % 16 {
    case 0...2:
      let alert = Rig.alert(generator.pick([.warning, .warning, .caution, .advisory]))
      world.alerts.append(alert)
      world.rig.machine.raise(alert, at: world.rig.now)
    case 3:
      change(&world, &generator) {
        $0.settled.insert($1); $0.rig.machine.acknowledge($1, true)
      }
    case 4:
      change(&world, &generator) {
        $0.settled.remove($1); $0.rig.machine.acknowledge($1, false)
      }
    case 5:
      change(&world, &generator) {
        $0.gone.insert($1); $0.rig.machine.end($1)
      }
    case 6:
      world.isMuted = generator.next() % 4 == 0
      world.rig.machine.mute(Rig.stream, world.isMuted)
    case 7, 8: answerPlacing(&world, &generator)
    case 9, 10: finishSaying(&world, &generator)
    case 11:
      if world.informing { world.rig.machine.informed() }
      world.informing = false
    case 12: if generator.next() % 8 == 0, world.rig.machine.ask(for: .web) { world.isAsked = true }
    default: hear(&world, &generator)
    }
  }

  private func change(
    _ world: inout World, _ generator: inout SplitMix64, _ body: (inout World, AlertIdentifier) -> Void
  ) {
    guard !world.alerts.isEmpty else { return }
    body(&world, generator.pick(world.alerts).id)
  }

  private func answerPlacing(_ world: inout World, _ generator: inout SplitMix64) {
    guard let number = world.asking else { return }
    world.asking = nil
    if generator.next() % 4 == 0 {
      world.rig.machine.notPlaced(number, at: world.rig.now)
      world.freeSince = world.rig.time
    } else {
      world.openID = CallIdentifier("call-\(number)")
      world.isAnswered = world.openID.map(world.early.contains) ?? false
      if let id = world.openID { world.rig.machine.placed(number, as: id, isControlled: true, at: world.rig.now) }
    }
  }

  private func finishSaying(_ world: inout World, _ generator: inout SplitMix64) {
    if let words = world.saying {
      let isTaken = generator.next() % 4 > 0
      world.rig.machine.said(words, isTaken, at: world.rig.now)
      if isTaken {
        world.saidAt.append(world.rig.time)
        world.heard.formUnion(words.alerts.map(\.id))
      }
    }
    if world.hanging { world.rig.machine.hungUp() }
    (world.saying, world.hanging) = (nil, false)
  }

  private func hear(_ world: inout World, _ generator: inout SplitMix64) {
    let known = world.openID ?? Rig.call
    guard let id = generator.pick([known, known, CallIdentifier("call-1"), CallIdentifier("strange")]) else { return }
    if generator.next() % 8 == 0 {
      let report = CallReport(endedReason: "x", seconds: 1, cost: nil)
      world.rig.machine.hear(report, of: id, at: world.rig.now)
    } else {
      let status = generator.pick([CallStatus.queued, .ringing, .inProgress, .inProgress, .ended])
      if id == world.openID, status == .inProgress { world.isAnswered = true }
      if world.asking != nil, status == .inProgress { world.early.insert(id) }
      world.rig.machine.hear(status, of: id, reason: nil, at: world.rig.now)
    }
  }

  private func check(_ world: inout World) throws {
    let machine = world.rig.machine
    let wasFree = if case .free = machine.line { true } else { false }
    let actions = world.rig.decide()
    if case .free = world.rig.machine.line, world.openID != nil {
      world.openID = nil
      world.freeSince = world.rig.time
    }
    #expect(actions.count { $0.isCommand } <= 1)
    for action in actions {
      switch action {
      case .place(let kind, let number): place(&world, kind, number, wasFree)
      case .say(let words): say(&world, words)
      case .inform:
        #expect(!world.informing && world.openID != nil && world.isAnswered)
        world.informing = true
      case .hangUp:
        #expect(world.saying == nil && !world.hanging && world.openID != nil)
        world.hanging = true
      case .record: break
      }
    }
  }

  private func place(_ world: inout World, _ kind: CallKind, _ number: Int, _ wasFree: Bool) {
    #expect(wasFree && world.asking == nil && world.saying == nil && !world.hanging)
    world.asking = number
    (world.early, world.heard) = ([], [])
    world.count += 1
    for alert in world.rig.machine.alertsOfCall { world.calls[alert.id, default: 0] += 1 }
    guard kind == .phone else {
      #expect(world.isAsked)
      world.isAsked = false
      return
    }
    let rules = world.rig.machine.rules
    #expect(!rules.quietHours.contains { $0.contains(world.rig.minute) })
    if let since = world.freeSince { #expect(world.rig.time - since >= rules.cooldown) }
    world.placedAt.append(world.rig.time)
    #expect(world.placedAt.count { world.rig.time - $0 < rules.budgetWindow } <= rules.budget)
    let alerts = world.rig.machine.alertsOfCall
    #expect(!alerts.isEmpty && !world.isMuted)
    for alert in alerts {
      #expect(!world.settled.contains(alert.id) && !world.gone.contains(alert.id) && alert.tier != .advisory)
    }
  }

  private func say(_ world: inout World, _ words: CallWords) {
    #expect(world.saying == nil && !world.hanging && world.asking == nil && world.openID != nil && world.isAnswered)
    #expect(!words.alerts.isEmpty && !world.isMuted)
    for alert in words.alerts {
      #expect(alert.tier == .warning && !world.settled.contains(alert.id) && !world.gone.contains(alert.id))
    }
    if words.alerts.contains(where: { world.heard.contains($0.id) }) {
      let rules = world.rig.machine.rules
      #expect(!rules.quietHours.contains { $0.contains(world.rig.minute) }, "repeated in quiet hours")
      #expect(world.saidAt.count { world.rig.time - $0 < rules.wordsWindow } < rules.wordsBudget, "repeated beyond the budget")
    }
    world.saying = words
  }
}

extension CallAction {
  fileprivate var isCommand: Bool {
    switch self {
    case .place, .say, .hangUp: true
    case .inform, .record: false
    }
  }
}
