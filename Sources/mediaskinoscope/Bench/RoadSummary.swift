import Pipeline
import Vocabulary

/// The last line of `bench road` and `bench streams`.
struct RoadSummary: Encodable, Sendable, CustomStringConvertible {
  let frames: FrameCounts
  let seconds: Double
  /// Of the whole process: server, decoder and the reader of the events.
  let processorSeconds: Double
  let processorSecondsAFrame: Double?
  let analysedPerSecond: Double
  let residentMegabytes: Double
  let machine: String
  let cores: Int
  let loadAverage: Double?

  enum CodingKeys: String, CodingKey {
    case frames, seconds, machine, cores
    case processorSeconds = "cpu_seconds"
    case processorSecondsAFrame = "cpu_seconds_per_analysed_frame"
    case analysedPerSecond = "analysed_per_second"
    case residentMegabytes = "rss_mb"
    case loadAverage = "load_average"
  }

  init(_ measurement: RoadMeasurement, on machine: Machine) {
    frames = measurement.frames.values.reduce(FrameCounts()) { $0.adding($1) }
    seconds = measurement.seconds.rounded3
    processorSeconds = measurement.processorSeconds.rounded3
    let milliseconds = (measurement.processorSeconds * 1000 / Double(max(1, frames.analysed))).rounded3
    processorSecondsAFrame = frames.analysed > 0 ? milliseconds / 1000 : nil
    analysedPerSecond = (Double(frames.analysed) / measurement.seconds).rounded3
    residentMegabytes = measurement.residentMegabytes.rounded()
    (self.machine, cores, loadAverage) = (machine.processor, machine.cores, machine.loadAverage)
  }

  var description: String {
    """
    frames: \(frames.received) received in \(seconds.formatted2) s: \(frames.analysed) analysed, \(frames.gated) gated, \
    \(frames.superseded) superseded, \(frames.late) late, \(frames.decodeError) damaged, \(frames.pending) pending
    \(analysedPerSecond.formatted2) analysed frames a second; \(processorSeconds.formatted2) s of CPU, \
    \(processorSecondsAFrame.map { ($0 * 1000).formatted2 } ?? "-") ms of CPU an analysed frame; \
    \(residentMegabytes.formatted2) MB resident
    """
  }
}

extension FrameCounts {
  fileprivate func adding(_ other: FrameCounts) -> FrameCounts {
    var sum = self
    sum.received += other.received
    sum.pending += other.pending
    sum.analysed += other.analysed
    sum.superseded += other.superseded
    sum.late += other.late
    sum.gated += other.gated
    sum.decodeError += other.decodeError
    return sum
  }
}
