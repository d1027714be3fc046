public import Vocabulary

extension JournalDraft {
  /// A head was fitted, or put in force, or rolled back. It belongs to no session, so that it is sealed under the journal's own key.
  ///
  /// - Parameters:
  ///   - kind: `head-fitted`, `head-activated` or `head-rolled-back`.
  ///   - name: the head's.
  ///   - version: what was fitted or is in force now; `nil` for none.
  ///   - previous: what was in force before; `nil` for none.
  ///   - details: hash, conditions and the like.
  ///   - by: who did it.
  ///   - at: when.
  /// - Returns: an entry.
  public static func head(
    _ kind: JournalEntryKind, name: String, version: Int?, previous: Int?, details: [String: JSONValue] = [:], by: String,
    at: Moment
  ) -> JournalDraft {
    let facts: [String: JSONValue] = [
      "head": .string(name), "version": version.map { .integer(Int64($0)) } ?? .null,
      "previous": previous.map { .integer(Int64($0)) } ?? .null, "by": .string(by),
    ]
    return JournalDraft(kind: kind, at: at, session: nil, data: .object(details.merging(facts) { _, fact in fact }))
  }
}
