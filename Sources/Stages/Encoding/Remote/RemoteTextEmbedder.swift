public import Vocabulary

/// The text side of a remote encoder.
///
/// - Threading: safe from any task.
public struct RemoteTextEmbedder: TextEmbedder {
  public let fingerprint: Fingerprint
  public let dimension: Int
  private let client: RemoteClient
  private let dialect: any RemoteDialect
  private let patience: Duration
  private let batchLimit: Int

  init(
    fingerprint: Fingerprint, dimension: Int, client: RemoteClient, dialect: any RemoteDialect, patience: Duration,
    batchLimit: Int
  ) {
    self.fingerprint = fingerprint
    self.dimension = dimension
    self.client = client
    self.dialect = dialect
    self.patience = patience
    self.batchLimit = batchLimit
  }

  /// One vector of L2 norm 1 for each text, in order.
  public func encode(_ texts: [String]) async throws(EncodingError) -> [[Float]] {
    var vectors: [[Float]] = []
    for start in stride(from: 0, to: texts.count, by: batchLimit) {
      let some = Array(texts[start..<min(start + batchLimit, texts.count)])
      let request = try dialect.request(texts: some)
      do throws(RemoteFault) {
        vectors += try await client.send(request, within: patience) { [dialect] answer throws(RemoteFault) in
          try dialect.vectors(answer, count: some.count, of: .text)
        }
      } catch { throw .remote(error) }
    }
    return vectors
  }
}
