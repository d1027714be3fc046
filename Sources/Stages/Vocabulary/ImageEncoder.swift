/// Turns a view into vectors.
///
/// - Threading: `encode` may be called from any task; calls are serialised on the encoder's own executor, never on the
///   cooperative pool.
public protocol ImageEncoder: Sendable {
  associatedtype Failure: Error

  var description: EncoderDescription { get }

  /// Embeds the whole frame and as many of the view's regions as `deadline` allows; the whole frame comes first.
  func encode(_ view: View, deadline: Moment) async throws(Failure) -> [ImageEmbedding]
}
