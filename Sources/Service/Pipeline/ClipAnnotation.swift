import Annotation
public import Capture
public import Vocabulary

/// A clip through the whole road, every picture of it, on request into a clip with the findings burnt in.
///
/// Unlike ``ClipAnalysis`` it does not play in real time: each picture waits for its own result, so that what is drawn on it was
/// found in it. Alerts follow the clip's time.
public struct ClipAnnotation: Sendable {
  private let pack: Pack
  private let road: @Sendable (SourceAddress) async throws -> AnnotatedRoad

  public init(model: ReadyModel, pack: Pack, time: any TimeSource = SystemTime()) {
    self.init(pack: pack) { address in
      try await AnnotatedRoad(model: model, pack: pack, kind: address.kind, source: address.description, time: time)
    }
  }

  /// - Parameter road: makes the road of a clip.
  init(pack: Pack, road: @escaping @Sendable (SourceAddress) async throws -> AnnotatedRoad) {
    self.pack = pack
    self.road = road
  }

  /// Reads `address` to its end, or as far as `limit`, and writes `path` if one is given.
  ///
  /// On any failure, and on cancellation, nothing is left of the output.
  /// - Parameters:
  ///   - address: a recording.
  ///   - path: a file that does not exist yet, ending in `.mp4`; `nil` writes nothing.
  ///   - limit: how much of the clip, from its start; `nil` for all.
  ///   - onEvent: assessments and alerts, each with the moment, in the clip's time, when it was written.
  /// - Returns: the stream's last state, with what became of its frames.
  /// - Throws: `AnnotationError`, `ClipFault`, `CancellationError`, or what kept the pack from being used.
  public func run(
    _ address: SourceAddress, to path: String?, limit: Duration?,
    onEvent: @escaping @Sendable (ServerEvent, Moment) async -> Void
  ) async throws -> StreamState {
    let writer = try path.map { path throws(AnnotationError) in try ClipWriter(to: path) }
    do {
      let road = try await road(address)
      let reader = try await ClipReader.open(address)
      let state: StreamState
      do {
        state = try await road.run { runtime in
          try await annotate(reader, runtime, writer, limit, onEvent)
        } onAlert: {
          await onEvent($0, $1)
        }
      } catch {
        await reader.stop()
        throw error
      }
      await reader.stop()
      try await writer?.finish()
      return state
    } catch {
      await writer?.abandon()
      // A wait that was cancelled says that the encoder stopped.
      throw Task.isCancelled ? CancellationError() : error
    }
  }

  private func annotate(
    _ reader: ClipReader, _ road: AnnotatedRoad, _ writer: ClipWriter?, _ limit: Duration?,
    _ onEvent: @Sendable (ServerEvent, Moment) async -> Void
  ) async throws {
    var places = ClipPlaces()
    var damaged = 0
    while let picture = try await reader.next() {
      try Task.checkCancellation()
      let (time, duration) = places.place(picture.time, picture.duration)
      if let limit, time >= limit { break }
      for _ in damaged..<max(damaged, reader.damagedCount) { road.noteDamaged() }
      damaged = reader.damagedCount
      let result = try await road.analyse(picture.pixels, at: time)
      if let assessment = result.assessment { await onEvent(.assessment(assessment), result.writtenAt) }
      guard let writer else { continue }
      let content = OverlayContent(
        result.assessment, alerting: result.alerting, pack: pack, time: time, sequence: result.sequence, age: result.age)
      try await writer.write(picture.pixels, picture.pixelAspect, content, at: time, for: duration)
    }
    for _ in damaged..<max(damaged, reader.damagedCount) { road.noteDamaged() }
  }
}
