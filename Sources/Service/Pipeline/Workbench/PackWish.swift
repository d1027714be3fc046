import Journal
import Server
import Vocabulary

/// The pack that somebody put in force on a stream, as its last change tells.
struct PackWish {
  let pack: PackName
  /// Whether the stream had it; `false` where it could not be had at the last start.
  let isInForce: Bool

  /// - Parameter entry: a change of a stream's pack; `nil` where it leaves the configuration's pack in force.
  init?(_ entry: JournalEntry) {
    let action = entry.data["action"]?.text
    guard action == "promoted" || action == "unavailable" else { return nil }
    isInForce = action == "promoted"
    guard let pack = try? entry.data[isInForce ? "to" : "from"]?.record(PackName.self) else { return nil }
    self.pack = pack
  }
}
