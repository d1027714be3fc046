import Vocabulary

/// The road's figures as OpenMetrics text.
///
/// - Source: OpenMetrics 1.0, "Text format"; names as the project's reference fixes them. No session, patient or condition is a label.
struct MetricsText {
  private(set) var text = ""

  mutating func family(_ name: String, _ type: String, _ help: String) {
    text += "# TYPE \(name) \(type)\n# HELP \(name) \(help)\n"
  }

  mutating func sample(_ name: String, _ labels: [(String, String)] = [], _ value: Double) {
    let written = labels.map { "\($0.0)=\"\($0.1)\"" }.joined(separator: ",")
    let number = value.isNaN ? "NaN" : value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    text += name + (written.isEmpty ? "" : "{\(written)}") + " " + number + "\n"
  }

  mutating func frames(_ states: [StreamState]) {
    family("skino_frames_received", "counter", "Frames received.")
    for state in states { sample("skino_frames_received_total", [("stream", state.id.text)], Double(state.frames.received)) }
    family("skino_frames", "counter", "Frames by how they ended.")
    for state in states {
      let counts = state.frames
      let ends: [(FrameOutcome, UInt64)] = [
        (.analysed, counts.analysed), (.superseded, counts.superseded), (.late, counts.late), (.decodeError, counts.decodeError),
        (.gated, counts.gated),
      ]
      for (outcome, count) in ends {
        sample("skino_frames_total", [("stream", state.id.text), ("outcome", outcome.rawValue)], Double(count))
      }
    }
    family("skino_sessions", "gauge", "Streams by state.")
    for state in SourceState.allCases {
      sample("skino_sessions", [("state", state.rawValue)], Double(states.count { $0.state == state }))
    }
  }

  mutating func backgrounds(_ states: [StreamState], _ ends: [BackgroundOutcome: UInt64]) {
    family("skino_backgrounds", "gauge", "Streams by what is recorded of their ordinary frames.")
    for phase in BackgroundState.Phase.allCases {
      let count = states.count { ($0.background?.phase ?? .none) == phase }
      sample("skino_backgrounds", [("state", phase.rawValue)], Double(count))
    }
    family("skino_background_recordings", "counter", "Recordings of ordinary frames by how they ended.")
    for outcome in BackgroundOutcome.allCases {
      sample("skino_background_recordings_total", [("outcome", outcome.rawValue)], Double(ends[outcome] ?? 0))
    }
  }

  mutating func stages(_ histogram: StageHistogram) {
    family("skino_frame_stage_seconds", "histogram", "Time a frame spends in each stage.")
    for (stage, series) in histogram.snapshot.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      var cumulative: UInt64 = 0
      for (bound, count) in zip(StageHistogram.bounds.map { String($0) } + ["+Inf"], series.buckets) {
        cumulative += count
        sample("skino_frame_stage_seconds_bucket", [("stage", stage.rawValue), ("le", bound)], Double(cumulative))
      }
      sample("skino_frame_stage_seconds_count", [("stage", stage.rawValue)], Double(cumulative))
      sample("skino_frame_stage_seconds_sum", [("stage", stage.rawValue)], series.sum)
    }
  }

  mutating func counter(_ name: String, _ help: String, _ value: UInt64) {
    family(name, "counter", help)
    sample(name + "_total", [], Double(value))
  }

  mutating func grids(_ figures: GridWatch.Figures) {
    counter("skino_full_grids", "Full grids that were finished beside frames with fewer tokens.", figures.grids)
    counter("skino_full_grid_failures", "Steps of full grids that failed, and grids that could not be scored.", figures.failures)
    counter("skino_full_grids_compared", "Those that were compared with the frame's quick answer.", figures.compared)
    counter("skino_full_grids_same_first", "Of those, where both put the same condition first.", figures.sameFirst)
    family(
      "skino_full_grid_alerts", "counter",
      "Of frames seen both ways, and of each condition: which of the two reached the alert's threshold.")
    let alerts = figures.alerts
    for (who, count) in [
      ("both", alerts.both), ("fast_only", alerts.fastOnly), ("full_only", alerts.fullOnly), ("neither", alerts.neither),
    ] {
      sample("skino_full_grid_alerts_total", [("reached_by", who)], Double(count))
    }
    guard figures.compared > 0 else { return }
    family("skino_full_grid_rank_correlation", "gauge", "Mean rank correlation of quick answers and full grids.")
    sample("skino_full_grid_rank_correlation", [], figures.correlations / Double(figures.compared))
  }

  /// How each stream's quick answers agree with full grids, over its newest.
  mutating func agreement(_ states: [StreamState]) {
    let known = states.compactMap { state in state.agreement.map { (state.id.text, $0) } }
    guard !known.isEmpty else { return }
    family("skino_fast_path_rank_correlation", "gauge", "Mean rank correlation of a stream's quick answers and full grids.")
    for (stream, agreement) in known {
      if let value = agreement.rankCorrelation { sample("skino_fast_path_rank_correlation", [("stream", stream)], value) }
    }
    family("skino_fast_path_conditions", "gauge", "Conditions of a stream by whether quick answers can be relied on.")
    for (stream, agreement) in known {
      let verdicts = agreement.conditions.values.map(\.verdict)
      for verdict in AgreementVerdict.allCases {
        sample(
          "skino_fast_path_conditions", [("stream", stream), ("verdict", verdict.rawValue)],
          Double(verdicts.count { $0 == verdict }))
      }
    }
  }
}
