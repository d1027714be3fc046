import Synchronization
import Vocabulary

/// A remote encoder, and a local one that takes its place frame by frame while it fails.
///
/// Every vector says whose it is, so that it is scored against that encoder's texts and no other's.
/// - Threading: safe from any thread.
final class StandbyEncoder: ImageEncoder {
  private struct Content {
    var remote: AnyImageEncoder?
    var fault: String?
    var localFrames: UInt64 = 0
  }

  private let local: AnyImageEncoder?
  private let content: Mutex<Content>

  /// - Parameters:
  ///   - local: what takes its place; `nil` for nothing: then frames fail while the remote does.
  ///   - waitingFor: why the remote does not serve yet.
  init(local: AnyImageEncoder?, waitingFor reason: String) {
    self.local = local
    content = Mutex(Content(fault: reason))
  }

  /// The encoder that would be asked first now.
  var description: EncoderDescription {
    guard let chosen = content.withLock({ $0.remote }) ?? local else {
      preconditionFailure("neither a remote nor a local encoder")
    }
    return chosen.description
  }

  /// The remote is connected and its texts are embedded: frames go there from now on.
  func activate(_ remote: AnyImageEncoder) {
    content.withLock { content in
      content.remote = remote
      content.fault = nil
    }
  }

  /// The remote is not what it was: frames stay here.
  func deactivate(because reason: String) {
    content.withLock { content in
      content.remote = nil
      content.fault = reason
    }
  }

  /// A check failed or succeeded while no frame may have come.
  func note(fault: String?) { content.withLock { $0.fault = fault } }

  /// Why the remote does not serve; `nil` while it does.
  var fault: String? { content.withLock { $0.fault } }

  /// Frames that the local encoder took over.
  var localFrames: UInt64 { content.withLock { $0.localFrames } }

  func encode(_ view: View, deadline: Moment) async throws -> [ImageEmbedding] {
    if let remote = content.withLock({ $0.remote }) {
      do {
        let vectors = try await Self.stamped(remote, view, deadline)
        content.withLock { if $0.remote != nil { $0.fault = nil } }
        return vectors
      } catch {
        note(fault: "\(error)")
        guard local != nil else { throw error }
      }
    }
    guard let local else { throw PipelineError.unusable(what: "the remote encoder", reason: fault ?? "it is not connected") }
    content.withLock { $0.localFrames += 1 }
    return try await Self.stamped(local, view, deadline)
  }

  private static func stamped(_ encoder: AnyImageEncoder, _ view: View, _ deadline: Moment) async throws -> [ImageEmbedding] {
    stamped(try await encoder.encode(view, deadline: deadline), encoder)
  }

  private static func stamped(_ embeddings: [ImageEmbedding], _ encoder: AnyImageEncoder) -> [ImageEmbedding] {
    let fingerprint = encoder.description.fingerprint
    return embeddings.map { embedding in
      var embedding = embedding
      embedding.encoder = fingerprint
      return embedding
    }
  }

  /// The local encoder's; a remote one sees the whole frame every time.
  func advanceFullGrid() async throws -> FullGridProgress {
    guard let local else { return .idle }
    let progress = try await local.advanceFullGrid()
    guard case .finished(let grid) = progress else { return progress }
    return .finished(
      FullGridResult(frame: grid.frame, full: Self.stamped([grid.full], local)[0], fast: Self.stamped(grid.fast, local)))
  }
}
