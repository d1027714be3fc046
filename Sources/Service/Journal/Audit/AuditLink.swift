import Cryptography
import Vocabulary

/// One link of the audit's chain as it is stored: what is filtered by in the clear or blind, the rest sealed, a hash over all.
struct AuditLink {
  let sequence: Int64
  let wallMilliseconds: Int64
  let action: String
  let outcome: String
  let kind: String
  /// Tells nothing without the key.
  let actor: [UInt8]
  let subject: [UInt8]
  let content: SealedBytes
  let previousHash: Digest
  let hash: Digest

  /// One field a line; the first names the format, and none can hold a line feed.
  static func header(
    _ sequence: Int64, _ wallMilliseconds: Int64, _ action: String, _ outcome: String, _ kind: String, _ actor: [UInt8],
    _ subject: [UInt8]
  ) -> [UInt8] {
    let names = "\(Hexadecimal.text(of: actor))\n\(Hexadecimal.text(of: subject))"
    return Array("skino-audit-1\n\(sequence)\n\(wallMilliseconds)\n\(action)\n\(outcome)\n\(kind)\n\(names)\n".utf8)
  }

  var header: [UInt8] { Self.header(sequence, wallMilliseconds, action, outcome, kind, actor, subject) }

  static func hash(header: [UInt8], content: SealedBytes, previous: Digest) -> Digest {
    var hash = SHA256()
    hash.update(previous.bytes)
    hash.update(header)
    hash.update(content.joined)
    return hash.finish()
  }

  /// What ``hash`` must be.
  var expectedHash: Digest { Self.hash(header: header, content: content, previous: previousHash) }

  /// The event, for whoever has the key.
  func record(_ master: MasterKey) throws(JournalError) -> AuditRecord {
    do {
      let bytes = try AES256GCM.open(content, key: master.audit, authenticating: header)
      return AuditRecord(
        sequence: sequence, event: try JSONValue(parsing: bytes).record(AuditEvent.self), hash: hash.hexadecimal)
    } catch { throw .damagedEntry(sequence: sequence) }
  }
}
