import Synchronization
import Vocabulary

/// A stream's zones, shared by its framer and its findings.
///
/// - Threading: safe from any thread; nothing is called while the lock is held.
final class ZoneShelf: Sendable {
  private let book = Mutex(ZoneBook())

  var state: ZoneState? { book.withLock { $0.state } }
  var zones: [IgnoredZone] { book.withLock { $0.zones } }
  var isFull: Bool { book.withLock { $0.isFull } }

  func set(_ zones: [IgnoredZone]) { book.withLock { $0.set(zones) } }
  func clear() { book.withLock { $0.clear() } }
  func offered(_ regions: [Region]) -> [Region] { book.withLock { $0.offered(regions) } }
  func filter(_ findings: inout [Finding]) { findings = book.withLock { [findings] book in book.filtered(findings) } }
}

extension ZoneBook {
  fileprivate mutating func filtered(_ findings: [Finding]) -> [Finding] {
    var kept = findings
    filter(&kept)
    return kept
  }
}
