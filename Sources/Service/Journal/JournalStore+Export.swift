public import Vocabulary

extension JournalStore {
  /// The whole journal, in pages of lines that are read as they are asked for: appends wait for one page at most, and memory holds one.
  ///
  /// Entries that are added while it runs are in it. The stream fails with ``JournalError`` if the journal cannot be read.
  ///
  /// - Parameters:
  ///   - format: how each entry is written.
  ///   - includingVectors: for an administrator only.
  ///   - sequence: only entries with a higher one.
  ///   - entriesAPage: how many are read at a time, at most.
  public nonisolated func export(
    _ format: JournalExport, includingVectors: Bool, after sequence: Int64 = 0, entriesAPage: Int = 200
  ) -> AsyncThrowingStream<String, any Error> {
    let reader = ExportReader(journal: self, format: format, includingVectors: includingVectors, position: sequence)
    return AsyncThrowingStream { try await reader.next(entriesAPage) }
  }
}

/// Where an export stands.
private actor ExportReader {
  private let journal: JournalStore
  private let format: JournalExport
  private let includingVectors: Bool
  private var position: Int64
  private var heading: String?

  init(journal: JournalStore, format: JournalExport, includingVectors: Bool, position: Int64) {
    self.journal = journal
    self.format = format
    self.includingVectors = includingVectors
    self.position = position
    heading = format.heading.isEmpty ? nil : format.heading
  }

  func next(_ limit: Int) async throws -> String? {
    if let heading {
      self.heading = nil
      return heading
    }
    let entries = try await journal.entries(after: position, limit: limit)
    guard let last = entries.last else { return nil }
    position = last.sequence
    return entries.map { format.line($0, includingVectors: includingVectors) }.joined()
  }
}
