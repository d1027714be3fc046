import Cryptography

/// One link of the chain as it is stored: header in the clear, content sealed, hashes over both.
///
/// The hash covers ciphertext, so that the chain can be walked without any key and stays whole when a key is destroyed.
struct ChainLink: Sendable, Hashable {
  /// What the first link follows.
  static let origin = Digest(bytes: [UInt8](repeating: 0, count: SHA256.byteCount))

  let header: EntryHeader
  let content: SealedBytes
  let previousHash: Digest
  let hash: Digest

  /// Seals `plaintext` and links it behind `previousHash`.
  init(header: EntryHeader, plaintext: [UInt8], key: Secret, previousHash: Digest) throws(CryptographyError) {
    let content = try AES256GCM.seal(plaintext, key: key, authenticating: header.bytes)
    self.init(header: header, content: content, previousHash: previousHash)
  }

  init(header: EntryHeader, content: SealedBytes, previousHash: Digest) {
    self.init(
      header: header, content: content, previousHash: previousHash,
      hash: Self.hash(header: header, content: content, previousHash: previousHash))
  }

  init(header: EntryHeader, content: SealedBytes, previousHash: Digest, hash: Digest) {
    self.header = header
    self.content = content
    self.previousHash = previousHash
    self.hash = hash
  }

  /// What ``hash`` must be.
  var expectedHash: Digest { Self.hash(header: header, content: content, previousHash: previousHash) }

  func plaintext(key: Secret) throws(CryptographyError) -> [UInt8] {
    try AES256GCM.open(content, key: key, authenticating: header.bytes)
  }

  private static func hash(header: EntryHeader, content: SealedBytes, previousHash: Digest) -> Digest {
    var hash = SHA256()
    hash.update(previousHash.bytes)
    hash.update(header.bytes)
    hash.update(content.joined)
    return hash.finish()
  }
}
