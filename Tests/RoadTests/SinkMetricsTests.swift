import Configuration
import Journal
import Testing

@testable import Handoff
@testable import Pipeline

@Suite struct `Metrics of sinks` {
  private func text(named: Bool) -> String {
    var hospital = SinkSetting(name: "hospital-east", kind: .webhook, url: "https://east.invalid/token")
    hospital.isOn = false
    let desk = SinkSetting(name: "front-desk", kind: .webhook, url: "https://desk.invalid/token")
    var figures = OutboxFigures()
    figures.waiting = 7
    figures.dead = 2
    let overview = HandoffDesk.Overview(
      sinks: [hospital, desk].map { ($0, SinkMachine(schedule: RetrySchedule([0]), isOn: $0.isOn)) },
      figures: ["hospital-east": figures], isCurrent: false, failures: 3)
    var metrics = MetricsText()
    metrics.sinks(overview, named: named)
    return metrics.text
  }

  @Test func `name queues to who may know of them, and one that was never read has no number`() {
    let lines = text(named: true).split(separator: "\n")
    for line in [
      "skino_webhook_queue{sink=\"hospital-east\"} 7", "skino_webhook_dead{sink=\"hospital-east\"} 2",
      "skino_webhook_on{sink=\"hospital-east\"} 0", "skino_webhook_queue{sink=\"front-desk\"} NaN",
      "skino_webhook_on{sink=\"front-desk\"} 1",
    ] { #expect(lines.contains { $0 == line }, "\(line)") }
  }

  @Test func `name none to others, who still learn of failures`() {
    let named = text(named: true)
    let told = text(named: false)
    #expect(!told.contains("hospital-east") && !told.contains("front-desk") && !told.contains("sink="))
    for line in ["skino_webhook_reading_failures_total 3\n", "skino_webhook_figures_current 0\n"] {
      #expect(told.contains(line) && named.contains(line), "\(line)")
    }
    #expect(told.contains("skino_webhook_deliveries_total{outcome=\"failed\",kind=\"webhook\"} 0\n"))
    #expect(!told.contains(".invalid") && !named.contains(".invalid"), "an address may hold a secret")
  }
}
