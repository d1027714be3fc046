/// The first place where the chain is not what it was.
public struct BrokenEntry: Sendable, Hashable, CustomStringConvertible {
  /// What differs.
  public enum Fault: Sendable, Hashable {
    /// There is no entry with this sequence, but a later one.
    case missing
    /// It does not follow the entry before it.
    case previousHash(expected: String, found: String)
    /// Its header or its content was changed: the hash that it should have, and the one it carries.
    case hash(expected: String, found: String)
    /// Its content does not open under its session's key.
    case content
    /// Its content opens, but is no record that this version knows.
    case record
    /// Its session's key is gone although no entry tells of a purge.
    case keyMissing
    /// The chain ends here, but the journal had more entries.
    case end(expected: Int64)
    /// The chain goes on although the journal ended here.
    case beyondEnd
    /// The note of where the chain ends was not written with this journal's key.
    case forgedEnd
  }

  public let sequence: Int64
  public let fault: Fault

  public var description: String {
    switch fault {
    case .missing: "entry \(sequence) is missing"
    case .previousHash(let expected, let found):
      "entry \(sequence) does not follow entry \(sequence - 1): previous_hash is \(found), \(expected) is needed"
    case .hash(let expected, let found): "entry \(sequence) was changed: hash is \(found), its bytes give \(expected)"
    case .content: "entry \(sequence): the content does not open under its session's key"
    case .record: "entry \(sequence): the content is no record of a kind that this version knows"
    case .keyMissing: "entry \(sequence): its session's key is gone, and no entry tells of a purge"
    case .end(let expected): "the chain ends at entry \(sequence), \(expected) entries were written"
    case .beyondEnd: "entry \(sequence) lies behind the end that was written"
    case .forgedEnd: "the end of the chain, at entry \(sequence), was not written with this journal's key"
    }
  }
}
