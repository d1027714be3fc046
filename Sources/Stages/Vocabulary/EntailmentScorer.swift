/// Says how surely a sentence follows from another text.
///
/// - Threading: as for ``ImageEncoder``.
public protocol EntailmentScorer: Sendable {
  associatedtype Failure: Error

  /// Hash of weights and tokenizer.
  var fingerprint: Fingerprint { get }

  /// - Parameter pairs: texts with the sentences that are said to follow from them.
  /// - Returns: for each pair, in order, how surely it follows, 0…1.
  /// - Throws: where the model cannot be run; a failure is never a number.
  func score(_ pairs: [EntailmentPair]) async throws(Failure) -> [Double]
}
