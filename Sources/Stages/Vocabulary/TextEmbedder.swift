/// Turns texts into vectors of the space that an image encoder shares (or of its own, for retrieval).
///
/// - Threading: as for ``ImageEncoder``.
public protocol TextEmbedder: Sendable {
  associatedtype Failure: Error

  /// Hash of weights, tokenizer, projection and precision: what cached vectors are filed under.
  var fingerprint: Fingerprint { get }
  var dimension: Int { get }

  /// One vector of L2 norm 1 for each text, in order.
  func encode(_ texts: [String]) async throws(Failure) -> [[Float]]
}
