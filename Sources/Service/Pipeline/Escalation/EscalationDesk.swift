import Alerting
import Configuration
import Journal
import Synchronization
import Vocabulary

/// The thin owner of ``EscalationMachine``: hears of alerts, and passes on those that nobody acknowledged in time.
///
/// Each is journalled before anybody is shown it, so that a server that starts again neither forgets one nor passes it on twice.
/// - Threading: an actor of short hand-overs; ``run()`` must run for as long as alerts are passed on.
actor EscalationDesk {
  /// How far back a start looks for warnings that nobody acknowledged. Older ones are nobody's emergency any more; they stay on the list.
  static let reach = Duration.seconds(24 * 3600)
  private static let beat = Duration.seconds(1)
  private static let pageSize = 500

  private let setting: EscalationSetting
  private let journal: JournalStore
  private let hub: EventHub
  private let time: any TimeSource
  private var machine: EscalationMachine
  private var isSeeded = false
  private let passedOn = Mutex<UInt64>(0)

  init(setting: EscalationSetting, journal: JournalStore, hub: EventHub, time: any TimeSource) {
    self.setting = setting
    self.journal = journal
    self.hub = hub
    self.time = time
    machine = EscalationMachine(patience: .seconds(setting.afterSeconds))
  }

  /// Warnings that were passed on since the server started.
  nonisolated var count: UInt64 { passedOn.withLock { $0 } }

  /// Passes on until cancelled; does nothing where the configuration has switched it off.
  func run() async {
    guard setting.isOn else { return }
    let events = hub.subscribe()
    await withTaskGroup { group in
      group.addTask { for await event in events { await self.note(event) } }
      group.addTask {
        repeat { await self.act() } while (try? await Task.sleep(for: Self.beat)) != nil
      }
    }
  }

  /// What is due is journalled, then shown.
  func act() async {
    await seed()
    for alert in machine.due(at: time.now().wallMilliseconds) { await passOn(alert) }
  }

  private func note(_ event: ServerEvent) {
    switch event {
    case .alert(let record, _), .alertChanged(let record, _): machine.note(record)
    default: break
    }
  }

  /// Reads once what waited before this start; a journal that cannot be read now is asked again at the next beat.
  private func seed() async {
    guard !isSeeded else { return }
    let oldest = time.now().wallMilliseconds - Int64(Self.reach.milliseconds)
    var before: Int64?
    do throws(JournalError) {
      while true {
        let page = try await journal.alerts(AlertFilter(before: before, limit: Self.pageSize))
        for record in page.alerts where RFC3339.wallMilliseconds(record.raisedAt) ?? 0 >= oldest { machine.note(record) }
        let isOld = page.alerts.last.flatMap { RFC3339.wallMilliseconds($0.raisedAt) }.map { $0 < oldest } ?? true
        guard let next = page.next, !isOld else { break }
        before = next
      }
      isSeeded = true
    } catch {}
  }

  private func passOn(_ alert: AlertIdentifier) async {
    do throws(JournalError) {
      // Somebody may have acknowledged it since the last event was taken in.
      let now = try await journal.record(of: alert)
      machine.note(now)
      guard machine.due(at: time.now().wallMilliseconds).contains(alert) else { return }
      let draft = JournalDraft.alertEscalated(
        alert, to: setting.to, after: .seconds(setting.afterSeconds), at: time.now())
      let sequence = try await journal.append([draft], deliveries: []).first?.sequence ?? 0
      let record = try await journal.record(of: alert).withoutVectors
      machine.note(record)
      passedOn.withLock { $0 += 1 }
      hub.publish(.alertChanged(record, sequence: sequence))
    } catch {
      // What is purged needs nobody; what cannot be written now is due again at the next beat.
      if case .unavailable = error { return }
      machine.forget(alert)
    }
  }
}
