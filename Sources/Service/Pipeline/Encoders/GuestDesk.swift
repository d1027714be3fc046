import Capture
import Server
import Synchronization
import Vocabulary

/// Vectors for other programs: one picture at a time, in order, beside live streams and after them.
///
/// - Threading: an actor; it queues and waits. Encoding happens on the encoder's own executor.
actor GuestDesk {
  /// Requests that wait or are served; more are told to come again.
  private static let limit = 8

  private let model: ReadyModel
  private let time: any TimeSource
  private nonisolated let turns = Mutex(GuestTurns())
  private var waiting = 0
  private var last: Task<Void, Never>?

  init(model: ReadyModel, time: any TimeSource) {
    self.model = model
    self.time = time
  }

  /// A live frame has been served; from any thread.
  nonisolated func noteLive() { turns.withLock { $0.noteLive(at: time.now()) } }

  func vectors(of pictures: [InferencePicture]) async throws(BackendError) -> [[Float]] {
    let decoded = try await Self.decoded(pictures)
    return try await queued { [self] in
      var vectors: [[Float]] = []
      for picture in decoded { vectors.append(try await turn { try await self.vector(of: picture) }) }
      return vectors
    }
  }

  func vectors(of texts: [String]) async throws(BackendError) -> [[Float]] {
    try await queued { [self] in
      var vectors: [[Float]] = []
      // A few at a time: a long list must not hold the processor for seconds.
      for start in stride(from: 0, to: texts.count, by: 8) {
        let some = Array(texts[start..<min(start + 8, texts.count)])
        vectors += try await turn { try await self.model.embed(texts: some) }
      }
      return vectors
    }
  }

  private static func decoded(_ pictures: [InferencePicture]) async throws(BackendError) -> [PixelBuffer] {
    var decoded: [PixelBuffer] = []
    for picture in pictures {
      switch picture {
      case .pixels(let bytes, let width, let height):
        decoded.append(PixelBuffer(width: width, height: height, format: .rgb, bytes: bytes))
      case .file(let bytes):
        do throws(PictureFault) { decoded.append(try await PictureDecoder().decode(bytes)) } catch {
          throw .unacceptable(status: error.status, reason: error.sentence)
        }
      }
    }
    return decoded
  }

  private func vector(of picture: PixelBuffer) async throws -> [Float] {
    let now = time.now()
    let frame = Frame(stream: .picture, session: SessionIdentifier(), sequence: 1, capturedAt: now, pixels: picture)
    let embeddings = try await model.encoder.encode(View(frame: frame, regions: []), deadline: now.advanced(by: .seconds(60)))
    guard let whole = embeddings.first else { throw BackendError.failed(what: "the encoder gave no vector") }
    return whole.vector
  }

  /// One guest after the other.
  private func queued(_ work: @escaping @Sendable () async throws -> [[Float]]) async throws(BackendError) -> [[Float]] {
    guard waiting < Self.limit else { throw .overloaded(retryAfterSeconds: 1) }
    waiting += 1
    let previous = last
    let task = Task { () async -> Result<[[Float]], any Error> in
      await previous?.value
      do { return .success(try await work()) } catch { return .failure(error) }
    }
    last = Task { _ = await task.value }
    let result = await task.value
    waiting -= 1
    do { return try result.get() } catch let error as BackendError { throw error } catch {
      throw .failed(what: "the encoder failed on this picture or text")
    }
  }

  /// Waits until live streams leave room, then works.
  private func turn<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
    while let wait = turns.withLock({ $0.wait(at: time.now()) }) { try await Task.sleep(for: wait) }
    let start = time.now()
    let value = try await work()
    let now = time.now()
    turns.withLock { $0.noteGuest(took: now.since(start), at: now) }
    return value
  }
}
