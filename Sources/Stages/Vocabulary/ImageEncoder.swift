/// Turns a view into vectors.
///
/// - Threading: `encode` may be called from any task; calls are serialised on the encoder's own executor, never on the
///   cooperative pool.
public protocol ImageEncoder: Sendable {
  associatedtype Failure: Error

  var description: EncoderDescription { get }

  /// Embeds the frame as well as `deadline` allows: the whole frame first and then regions, or, where there is time for fewer
  /// tokens than the whole frame has, the best regions alone. Never nothing. Each embedding says what it looked at.
  func encode(_ view: View, deadline: Moment) async throws(Failure) -> [ImageEmbedding]

  /// Takes one short step, if one is due, with the full grid of a frame that was answered from fewer tokens.
  func advanceFullGrid() async throws(Failure) -> FullGridProgress
}

extension ImageEncoder {
  /// For encoders that see the whole frame every time.
  public func advanceFullGrid() async throws(Failure) -> FullGridProgress { .idle }
}
