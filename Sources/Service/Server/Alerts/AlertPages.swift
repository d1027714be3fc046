import Vocabulary

/// Reads alerts page by page and leaves out what a search does not want.
struct AlertPages: Sendable {
  /// Alerts that are read for one answer at most; a search that finds little then says where it goes on.
  static let mostRead = 5_000
  private static let pageSize = 500

  let backend: any Backend
  var query: AlertQuery
  let search: AlertSearch

  /// Up to `limit` fitting alerts, newest first.
  ///
  /// - Returns: with `next` where there may be more.
  func page(_ limit: Int) async throws(BackendError) -> Page<AlertRecord> {
    guard !search.isEmpty else { return try await backend.alerts(query) }
    var (found, asked, read) = ([AlertRecord](), query, 0)
    while true {
      asked.limit = min(Self.pageSize, max(1, limit - found.count))
      let page = try await backend.alerts(asked)
      read += page.items.count
      found += page.items.filter(search.matches)
      let isPast = page.items.last.map(search.isPast) ?? false
      guard let next = page.next, !isPast else { return Page(items: found, next: nil) }
      if found.count >= limit || read >= Self.mostRead { return Page(items: found, next: next) }
      asked.after = next
    }
  }
}
