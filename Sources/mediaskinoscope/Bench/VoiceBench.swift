import Configuration
import Foundation
import Pipeline
import Vocabulary

/// `bench voice`: decision to first sample, speed of each voice on one core, and the encoder's ages with and without the voice.
struct VoiceBench: Bench {
  let name = "voice"
  let summary = "an alert to its first spoken sample, each voice's speed, the encoder beside it"

  private struct Row: Encodable, Sendable {
    let what: String
    let unit: String
    let p50: Double
    let p95: Double
    let p99: Double
  }

  private struct Closing: Encodable, Sendable {
    let voice: String
    let alerts: Int
    let residentMegabytes: Double
    let rendererMegabytes: Double
    let endlessRendererMegabytes: Double
    let firstStartMegabytes: Double
    let firstStartRendererMegabytes: Double
    let firstStartEndMegabytes: Double
    let firstWarningMilliseconds: Double?
    let firstVoice: String?

    enum CodingKeys: String, CodingKey {
      case voice, alerts
      case residentMegabytes = "server_rss_mb"
      case rendererMegabytes = "renderer_peak_rss_mb"
      case endlessRendererMegabytes = "endless_renderer_peak_rss_mb"
      case firstStartMegabytes = "first_start_peak_pss_mb"
      case firstStartRendererMegabytes = "first_start_renderer_peak_pss_mb"
      case firstStartEndMegabytes = "first_start_end_pss_mb"
      case firstWarningMilliseconds = "first_warning_ms"
      case firstVoice = "first_voice"
    }
  }

  func run(_ order: BenchOrder) async throws -> BenchTable {
    let machine = Machine.now()
    let first = try await FirstStart.run(order)
    let latency = try await withTemporaryFolder {
      try await VoiceBenchmark.run(folder: $0, resources: .find(), pack: order.pack)
    }
    var table = BenchTable(
      "voice: \(latency.alerts) warnings through journal, arbiter and finished clips; each voice alone, one thread; a frame's age at "
        + "its event with \(order.model)",
      columns: ["what", "unit", "p50", "p95", "p99"], on: machine)
    Self.add("decision to first sample handed out", "ms", latency.firstSample, to: &table)
    var rendererMegabytes = 0.0
    for voice in ["piper", "espeak"] {
      let (speed, peak) = try RenderingLoad.speed(of: voice)
      rendererMegabytes = max(rendererMegabytes, peak)
      Self.add("\(voice): time a second of sound", "s", speed, to: &table)
    }
    let (silent, speaking, rendering) = try await Self.ages(order)
    Self.add("age of results, voice off", "ms", silent.ages, to: &table)
    Self.add("age of results, voice speaking all the time", "ms", speaking.ages, to: &table)
    Self.add("age of results, a voice rendering all the time", "ms", rendering.ages, to: &table)
    let closing = Closing(
      voice: latency.voice, alerts: latency.alerts, residentMegabytes: speaking.measurement.residentMegabytes.rounded(),
      rendererMegabytes: rendererMegabytes.rounded(), endlessRendererMegabytes: rendering.peakMegabytes.rounded(),
      firstStartMegabytes: first.peak.rounded(), firstStartRendererMegabytes: first.rendererPeak.rounded(),
      firstStartEndMegabytes: first.atEnd.rounded(), firstWarningMilliseconds: first.firstWarningMilliseconds,
      firstVoice: first.firstVoice)
    table.close(
      "voice \(latency.voice); server with voice \(closing.residentMegabytes.formatted2) MB resident; the renderer's own process "
        + "\(closing.rendererMegabytes.formatted2) MB for a pack's clips, after which it ends "
        + "(\(closing.endlessRendererMegabytes.formatted2) MB where it renders without end, as the last row has it); at a first "
        + "start with the demo, all processes together \(closing.firstStartMegabytes.formatted2) MB at most in two minutes (PSS; the "
        + "renderer \(closing.firstStartRendererMegabytes.formatted2)), \(closing.firstStartEndMegabytes.formatted2) MB at their end; "
        + "its first warning spoken \(closing.firstWarningMilliseconds.map(\.formatted2) ?? "never, no") ms after the alert by "
        + (closing.firstVoice ?? "nobody"),
      closing)
    return table
  }

  private struct Beside: Sendable {
    let measurement: RoadMeasurement
    let ages: Quantiles
    var peakMegabytes = 0.0
  }

  private static func ages(_ order: BenchOrder) async throws -> (Beside, Beside, Beside) {
    var setting = VoiceSetting()
    setting.isOn = false
    let silent = try await beside(order, setting)
    setting.isOn = true
    // One utterance after the other: the same alert is repeated at once.
    (setting.repeatSeconds, setting.budget) = (1, 1_000)
    let speaking = try await beside(order, setting)
    let load = try RenderingLoad()
    var rendering = try await beside(order, setting)
    rendering.peakMegabytes = load.end()
    return (silent, speaking, rendering)
  }

  private static func beside(_ order: BenchOrder, _ voice: VoiceSetting) async throws -> Beside {
    var settings = Settings()
    (settings.model, settings.packs, settings.voice) = (order.model, [order.pack], voice)
    settings.streams =
      StreamIdentifier("bench").map { [StreamSetting(id: $0, url: order.streamed.absoluteString, pack: nil)] } ?? []
    let measurement = try await RoadMeasurement.of(settings, streams: 1, for: order.duration)
    guard let ages = Quantiles(of: measurement.events.filter(\.gate.usable).map(\.ageInMilliseconds)) else {
      throw CommandFailure.failed("no usable frame was assessed")
    }
    return Beside(measurement: measurement, ages: ages)
  }

  private static func add(_ what: String, _ unit: String, _ values: Quantiles, to table: inout BenchTable) {
    table.add(
      [what, unit, values.p50.formatted2, values.p95.formatted2, values.p99.formatted2],
      Row(what: what, unit: unit, p50: values.p50.rounded3, p95: values.p95.rounded3, p99: values.p99.rounded3))
  }
}
