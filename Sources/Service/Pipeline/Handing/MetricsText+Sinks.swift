import Configuration
import Handoff
import Journal
import Vocabulary

extension MetricsText {
  /// Attempts by kind of sink; queues by the names that the configuration gives them.
  mutating func sinks(_ statuses: [HandoffDesk.Status]) {
    family("skino_webhook_deliveries", "counter", "Attempts to hand messages to sinks, by what came of them.")
    for kind in Set(statuses.map(\.setting.kind.rawValue)).sorted() {
      let counts = statuses.filter { $0.setting.kind.rawValue == kind }.map(\.machine.counts)
      for (outcome, count) in [
        ("delivered", counts.map(\.delivered)), ("failed", counts.map(\.failed)), ("dead", counts.map(\.dead)),
        ("withdrawn", counts.map(\.withdrawn)), ("test", counts.map(\.tests)),
      ] {
        sample("skino_webhook_deliveries_total", [("outcome", outcome), ("kind", kind)], Double(count.reduce(0, +)))
      }
    }
    family("skino_webhook_queue", "gauge", "Messages that wait for a sink.")
    for status in statuses { sample("skino_webhook_queue", [("sink", status.setting.name)], Double(status.figures.waiting)) }
    family("skino_webhook_dead", "gauge", "Messages that were given up and can be sent again.")
    for status in statuses { sample("skino_webhook_dead", [("sink", status.setting.name)], Double(status.figures.dead)) }
    family("skino_webhook_on", "gauge", "1 while a sink is switched on.")
    for status in statuses { sample("skino_webhook_on", [("sink", status.setting.name)], status.machine.isOn ? 1 : 0) }
  }
}
