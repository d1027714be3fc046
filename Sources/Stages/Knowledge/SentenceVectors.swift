public import Vocabulary

/// The one text embedder, as knowledge uses it: any failure is told in its own words.
public struct SentenceVectors: Sendable {
  public let fingerprint: Fingerprint
  public let dimension: Int
  private let embed: @Sendable ([String]) async throws -> [[Float]]

  public init(_ embedder: some TextEmbedder) {
    fingerprint = embedder.fingerprint
    dimension = embedder.dimension
    embed = { try await embedder.encode($0) }
  }

  /// One vector of L2 norm 1 for each text, in order.
  public func encode(_ texts: [String]) async throws(KnowledgeError) -> [[Float]] {
    guard !texts.isEmpty else { return [] }
    do { return try await embed(texts) } catch { throw .embedding("\(error)") }
  }
}
