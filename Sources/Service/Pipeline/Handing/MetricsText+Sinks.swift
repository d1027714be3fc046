import Configuration
import Handoff
import Journal
import Vocabulary

extension MetricsText {
  /// Attempts by kind of sink; queues by the names that the configuration gives them.
  ///
  /// Queues are as they were read last, and `skino_webhook_figures_current` says whether that was now.
  ///
  /// - Parameters:
  ///   - overview: how each of them stands.
  ///   - named: `false` leaves out what names a sink.
  mutating func sinks(_ overview: HandoffDesk.Overview, named: Bool) {
    attempts(overview)
    counter("skino_webhook_reading_failures", "Times that the queues of sinks could not be read.", overview.failures)
    family("skino_webhook_figures_current", "gauge", "1 where queues were read just now, 0 where they are as read last.")
    sample("skino_webhook_figures_current", [], overview.isCurrent ? 1 : 0)
    guard named else { return }
    queue("skino_webhook_queue", "Messages that wait for a sink.", overview, \.waiting)
    queue("skino_webhook_dead", "Messages that were given up and can be sent again.", overview, \.dead)
    family("skino_webhook_on", "gauge", "1 while a sink is switched on.")
    for sink in overview.sinks { sample("skino_webhook_on", [("sink", sink.setting.name)], sink.machine.isOn ? 1 : 0) }
  }

  private mutating func attempts(_ overview: HandoffDesk.Overview) {
    family("skino_webhook_deliveries", "counter", "Attempts to hand messages to sinks, by what came of them.")
    for kind in Set(overview.sinks.map(\.setting.kind.rawValue)).sorted() {
      let counts = overview.sinks.filter { $0.setting.kind.rawValue == kind }.map(\.machine.counts)
      for (outcome, count) in [
        ("delivered", counts.map(\.delivered)), ("failed", counts.map(\.failed)), ("dead", counts.map(\.dead)),
        ("withdrawn", counts.map(\.withdrawn)), ("test", counts.map(\.tests)),
      ] {
        sample("skino_webhook_deliveries_total", [("outcome", outcome), ("kind", kind)], Double(count.reduce(0, +)))
      }
    }
  }

  /// A sink that was never read has no number: not a zero, and not one that is absent for no reason.
  private mutating func queue(
    _ name: String, _ help: String, _ overview: HandoffDesk.Overview, _ count: (OutboxFigures) -> Int
  ) {
    family(name, "gauge", help)
    for sink in overview.sinks {
      sample(name, [("sink", sink.setting.name)], overview.figures[sink.setting.name].map { Double(count($0)) } ?? .nan)
    }
  }
}
