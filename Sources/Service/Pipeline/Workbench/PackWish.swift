import Journal
import Server
import Vocabulary

/// The pack that somebody put in force on a stream, as its last change tells.
struct PackWish {
  let pack: PackName
  /// Whether the stream had it; `false` where it could not be had at the last start.
  let isInForce: Bool

  /// - Parameter entry: a change of a stream's pack; `nil` where it leaves the configuration's pack in force.
  /// - Throws: `damagedEntry` where it does not say what became of which pack: what it meant is not guessed.
  init?(_ entry: JournalEntry) throws(JournalError) {
    switch entry.data["action"]?.text {
    case "promoted"?: isInForce = true
    case "unavailable"?: isInForce = false
    case "rolled-back"?: return nil
    default: throw .damagedEntry(sequence: entry.sequence)
    }
    guard let pack = try? entry.data[isInForce ? "to" : "from"]?.record(PackName.self) else {
      throw .damagedEntry(sequence: entry.sequence)
    }
    self.pack = pack
  }
}
