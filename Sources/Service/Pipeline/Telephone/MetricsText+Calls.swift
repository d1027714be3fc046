import Calls
import Vocabulary

extension MetricsText {
  /// Calls, words in them, and messages of the call service. No call, number or condition is a label.
  mutating func calls(_ figures: CallFigures) {
    let counts = figures.counts
    family("skino_calls", "counter", "Calls by how they ended; those that the service took on are `placed`.")
    sample("skino_calls_total", [("outcome", "placed")], Double(counts.placed))
    sample("skino_calls_total", [("outcome", "not-placed")], Double(counts.notPlaced))
    for (reason, count) in counts.ended.sorted(by: { $0.key < $1.key }) {
      sample("skino_calls_total", [("outcome", "ended-" + reason)], Double(count))
    }
    family("skino_call_words", "counter", "Utterances that were sent into calls.")
    sample("skino_call_words_total", [("outcome", "said")], Double(counts.said))
    sample("skino_call_words_total", [("outcome", "failed")], Double(figures.machine.unsaid))
    family("skino_call_contexts", "counter", "Silent messages to the assistants of calls.")
    sample("skino_call_contexts_total", [("outcome", "sent")], Double(counts.informed))
    sample("skino_call_contexts_total", [("outcome", "failed")], Double(counts.notInformed))
    sample("skino_call_contexts_total", [("outcome", "dropped")], Double(figures.machine.contextsDropped))
    family("skino_call_messages", "counter", "Messages of the call service by what became of them.")
    for (outcome, count) in counts.messages.sorted(by: { $0.key < $1.key }) {
      sample("skino_call_messages_total", [("outcome", outcome)], Double(count))
    }
    sample("skino_call_messages_total", [("outcome", "late")], Double(figures.machine.late))
    sample("skino_call_messages_total", [("outcome", "strange")], Double(figures.machine.strange))
    family("skino_call_speech", "counter", "Texts that the call service wanted spoken, by how they ended.")
    for (outcome, count) in counts.speech.sorted(by: { $0.key < $1.key }) {
      sample("skino_call_speech_total", [("outcome", outcome)], Double(count))
    }
    counter("skino_call_unwritten", "Entries about calls that the journal did not take.", counts.unwritten)
    counter("skino_call_replays_forgotten", "Messages that were forgotten before their time.", figures.forgotten)
    requests(figures.client)
    latencies(counts)
  }

  private mutating func requests(_ report: CallClientReport) {
    family("skino_call_requests", "counter", "Requests to the call service by how they ended.")
    for (outcome, count) in [
      ("answered", report.answered), ("failed", report.failed), ("repeated", report.repeated), ("refused", report.refused),
    ] {
      sample("skino_call_requests_total", [("outcome", outcome)], Double(count))
    }
    family("skino_call_circuit_open", "gauge", "1 while the call service is left alone because it failed.")
    sample("skino_call_circuit_open", [], report.isOpen ? 1 : 0)
  }

  private mutating func latencies(_ counts: CallCounts) {
    family("skino_call_say_seconds", "histogram", "From an alert's decision until the call service had taken the words.")
    var cumulative: UInt64 = 0
    for (bound, count) in zip(CallCounts.bounds.map { String($0) } + ["+Inf"], counts.latencies) {
      cumulative += count
      sample("skino_call_say_seconds_bucket", [("le", bound)], Double(cumulative))
    }
    sample("skino_call_say_seconds_count", [], Double(cumulative))
    sample("skino_call_say_seconds_sum", [], counts.latencySum)
  }
}
