import Journal
import Server
import Vocabulary

/// Reads what people marked in a stretch of a stream: every alert of it, page by page, with the verdicts on them.
struct MarkReader: Sendable {
  /// What was found, and on how much that rests.
  struct Marks: Sendable {
    let items: [MarkedAlert]
    let counted: WhatIf.Counted

    static let none = Marks(items: [], counted: WhatIf.Counted(alerts: 0, verdicts: 0, isWhole: true))
  }

  let journal: JournalStore
  /// Alerts that are read at once, and pages at most: 50,000 alerts, some fourteen a second over an hour.
  var pageSize = 500
  var pages = 100

  /// - Parameters:
  ///   - stream: whose.
  ///   - wall: milliseconds since 1970.
  /// - Throws: where the journal cannot be read: that must not be told as "you would have missed none of those you marked".
  func marks(of stream: StreamIdentifier, in wall: ClosedRange<Int64>) async throws(BackendError) -> Marks {
    do throws(JournalError) {
      let (alerts, isWhole) = try await alerts(of: stream, in: wall)
      let wanted = Set(alerts.map(\.id))
      let verdicts = try await journal.newestEntries([.verdict], limit: .max) { entry in
        (entry.data["alert"]?.text ?? entry.alert?.text).flatMap { AlertIdentifier($0) }.map(wanted.contains) ?? false
      }
      return Marks(
        items: MarkedAlert.find(alerts, verdicts: verdicts),
        counted: WhatIf.Counted(alerts: alerts.count, verdicts: verdicts.count, isWhole: isWhole))
    } catch { throw BackendError(error) }
  }

  /// Those of the stretch, newest first. One that began before it was raised at most some frames later.
  private func alerts(
    of stream: StreamIdentifier, in wall: ClosedRange<Int64>
  ) async throws(JournalError) -> (found: [AlertRecord], isWhole: Bool) {
    var found: [AlertRecord] = []
    var before: Int64?
    for _ in 0..<pages {
      let page = try await journal.alerts(AlertFilter(stream: stream, before: before, limit: pageSize))
      found += page.alerts.filter { alert in
        RFC3339.wallMilliseconds(alert.capturedAt).map(wall.contains) ?? false
      }
      let isBefore = page.alerts.last.flatMap { RFC3339.wallMilliseconds($0.raisedAt) }.map { $0 < wall.lowerBound } ?? true
      guard let next = page.next, !isBefore else { return (found, true) }
      before = next
    }
    return (found, false)
  }
}
