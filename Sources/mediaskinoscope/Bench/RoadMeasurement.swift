import Configuration
import Foundation
import Pipeline
import Vocabulary

/// Live streams through the real server for a while: what became of the frames, how old their events were, what it cost.
struct RoadMeasurement: Sendable {
  let events: [AssessmentEvent]
  let samples: [StageSample]
  let encoder: EncoderDescription
  /// Of each stream, in the measured time alone.
  let frames: [StreamIdentifier: FrameCounts]
  let seconds: Double
  let processorSeconds: Double
  let residentMegabytes: Double

  /// Runs the server with `settings` and measures `duration` of it, once every stream has brought its first usable assessment.
  static func of(_ settings: Settings, streams: Int, for duration: Duration) async throws -> RoadMeasurement {
    try await BenchServer.run(settings) { server in
      let connection = EventConnection(server.url)
      defer { connection.close() }
      var bytes = connection.bytes.makeAsyncIterator()
      try await waitForStreams(streams, &bytes)
      // Caches and clocks settle; the first second is the start bench's.
      _ = try await collect(&bytes, for: .seconds(2))
      return try await measure(server, &bytes, for: duration)
    }
  }

  private static func measure(
    _ server: BenchServer, _ bytes: inout AsyncStream<Data>.Iterator, for duration: Duration
  ) async throws -> RoadMeasurement {
    let before = try await LocalClient.streams(of: server.url)
    let (start, used) = (ContinuousClock.now, try ProcessUse.of())
    let chunks = try await collect(&bytes, for: duration)
    let (elapsed, use) = (ContinuousClock.now - start, try ProcessUse.of())
    let after = try await LocalClient.streams(of: server.url)
    var reader = AssessmentEvents()
    return RoadMeasurement(
      events: try chunks.flatMap { try reader.take($0) }, samples: server.installation.recentStages,
      encoder: server.installation.encoder, frames: difference(before, after), seconds: elapsed.milliseconds / 1000,
      processorSeconds: use.processorSeconds - used.processorSeconds, residentMegabytes: use.residentMegabytes)
  }

  private static func waitForStreams(_ count: Int, _ bytes: inout AsyncStream<Data>.Iterator) async throws {
    var (reader, seen) = (AssessmentEvents(), Set<StreamIdentifier>())
    let deadline = ContinuousClock.now + .seconds(60)
    while seen.count < count {
      // A stream's state comes every second, so that this looks at the clock as often.
      guard ContinuousClock.now < deadline, let chunk = await bytes.next(isolation: nil) else {
        throw CommandFailure.failed("only \(seen.count) of \(count) streams brought a usable frame within 60 s")
      }
      for event in try reader.take(chunk) where event.gate.usable { seen.insert(event.stream) }
    }
  }

  /// The bytes of `duration`, unread: reading them now would cost processor time that is not the server's.
  private static func collect(_ bytes: inout AsyncStream<Data>.Iterator, for duration: Duration) async throws -> [Data] {
    let end = ContinuousClock.now + duration
    var chunks: [Data] = []
    while ContinuousClock.now < end {
      guard let chunk = await bytes.next(isolation: nil) else {
        throw CommandFailure.failed("the server closed its event stream")
      }
      chunks.append(chunk)
    }
    return chunks
  }

  private static func difference(_ before: [StreamState], _ after: [StreamState]) -> [StreamIdentifier: FrameCounts] {
    let earlier = Dictionary(uniqueKeysWithValues: before.map { ($0.id, $0.frames) })
    return Dictionary(uniqueKeysWithValues: after.map { ($0.id, $0.frames.since(earlier[$0.id] ?? FrameCounts())) })
  }
}

extension FrameCounts {
  /// What came since `earlier`; `pending` stays as it is now.
  fileprivate func since(_ earlier: FrameCounts) -> FrameCounts {
    var counts = self
    counts.received -= earlier.received
    counts.analysed -= earlier.analysed
    counts.superseded -= earlier.superseded
    counts.late -= earlier.late
    counts.gated -= earlier.gated
    counts.decodeError -= earlier.decodeError
    return counts
  }
}
