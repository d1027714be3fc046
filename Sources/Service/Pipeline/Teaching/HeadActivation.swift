/// Puts heads in force and takes them off, with an entry in the journal.
public struct HeadActivation: Sendable {
  let shelf: HeadShelf

  /// Puts a version in force.
  ///
  /// - Parameters:
  ///   - name: the head's.
  ///   - version: which.
  ///   - by: who does it.
  /// - Throws: where the version is damaged or does not fit, or the journal cannot be written; nothing changed then.
  public func activate(_ name: String, _ version: Int, by: String) async throws {
    try await shelf.activate(name, version, by: by)
  }

  /// Puts in force what was before.
  ///
  /// - Parameters:
  ///   - name: the head's.
  ///   - by: who does it.
  /// - Returns: the version in force now; `nil` for the pack's wordings.
  /// - Throws: where nothing is in force, or the journal cannot be written; nothing changed then.
  public func rollBack(_ name: String, by: String) async throws -> Int? { try await shelf.rollBack(name, by: by) }
}
