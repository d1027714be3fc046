import Cryptography

/// Where the chain ends.
struct ChainHead: Sendable, Hashable {
  static let origin = ChainHead(sequence: 0, hash: ChainLink.origin)

  let sequence: Int64
  let hash: Digest

  /// What is authenticated, so that nobody without the key can cut the end off unseen.
  var bytes: [UInt8] { Array("skino-journal-head-1\n\(sequence)\n\(hash.hexadecimal)\n".utf8) }
}
