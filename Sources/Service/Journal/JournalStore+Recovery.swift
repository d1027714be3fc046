import Cryptography
import SQLite
import Vocabulary

extension JournalStore {
  /// Watches the state, and while the disk is full or the folder cannot be written tries again every `interval` until it can.
  /// Returns when its task is cancelled. A damaged file is left for a person.
  public func run(retryEvery interval: Duration = .seconds(1)) async {
    for await state in states() where state.state != .ok {
      while !Task.isCancelled, [.diskFull, .readOnly].contains(self.state.state) {
        try? await Task.sleep(for: interval)
        await recover()
      }
    }
  }

  /// Tries whether the journal can be written again, and sets its ``state``.
  public func recover() async {
    if state.state == .corrupt { ledger = nil }
    do {
      try attempt { try $0.probe() }
      broadcast.set(Health.Journal(state: .ok))
    } catch {
      // The attempt has noted it.
    }
  }

  func openFirst() throws(JournalError) {
    do {
      try attempt { _ in }
    } catch {
      guard error.state != nil else { throw error }
    }
  }

  /// Runs `body` on the open journal; what goes wrong becomes the state where it is a state.
  func perform<Result>(_ body: (Ledger) throws -> Result) throws(JournalError) -> Result {
    // A damaged file is left alone: writing could only make it worse.
    if state.state == .corrupt { throw .unavailable(.corrupt, detail: state.detail ?? "") }
    return try attempt(body)
  }

  private func attempt<Result>(_ body: (Ledger) throws -> Result) throws(JournalError) -> Result {
    do {
      // Someone moved the file away, or put a backup in its place: what we write into the old one nobody would ever find.
      if let open = ledger, open.identity != folder.databaseIdentity { ledger = nil }
      let open = try ledger ?? Ledger(folder: folder)
      ledger = open
      open.composer = composer
      return try body(open)
    } catch {
      let error = JournalError(error, folder: folder.path)
      if let state = error.state { broadcast.set(state) }
      throw error
    }
  }
}
