public import Foundation
internal import Synchronization
public import Vocabulary

/// Text vectors that are computed once and then read from disk.
///
/// They are filed under the embedder's fingerprint, so vectors of another model are never taken for its own; a damaged file is
/// computed anew.
///
/// - Threading: safe from any thread.
public final class CachedTextEmbedder<Base: TextEmbedder>: TextEmbedder {
  public let base: Base
  public var fingerprint: Fingerprint { base.fingerprint }
  public var dimension: Int { base.dimension }
  private let file: URL?
  private let known: Mutex<[String: [Float]]>

  /// - Parameters:
  ///   - base: computes what is not known yet.
  ///   - folder: where files lie; `nil` remembers for this process only.
  public init(_ base: Base, folder: URL?) {
    self.base = base
    file = folder?.appending(path: base.fingerprint.text + ".vectors")
    known = Mutex(file.flatMap { TextVectorFile.read($0, dimension: base.dimension) } ?? [:])
  }

  public func encode(_ texts: [String]) async throws(Base.Failure) -> [[Float]] {
    let keys = texts.map(TextVectorFile.key)
    let absent = known.withLock { known in
      zip(keys, texts).filter { known[$0.0] == nil }
    }
    if !absent.isEmpty {
      // The same text twice costs one run.
      let wanted = Dictionary(absent, uniquingKeysWith: { first, _ in first })
      let order = wanted.keys.sorted()
      let vectors = try await base.encode(order.compactMap { wanted[$0] })
      remember(zip(order, vectors))
    }
    return known.withLock { known in keys.compactMap { known[$0] } }
  }

  private func remember(_ rows: some Sequence<(String, [Float])>) {
    let all = known.withLock { known in
      for (key, vector) in rows { known[key] = vector }
      return known
    }
    // Only a cache: where it cannot be written, the next start computes again.
    if let file { try? TextVectorFile.write(all, to: file, dimension: dimension) }
  }
}
