import Configuration
public import Foundation
import Handoff
import Journal
import Vocabulary

/// The sender of a measurement: a server's journal and sinks without its streams. It is killed and started again by whoever measures.
public enum HandoffWorker {
  /// Raises alerts until the folder's journal has as many as wanted, hands them over, and returns when every one has arrived.
  ///
  /// - Parameters:
  ///   - folder: holds `sinks.yaml`, and afterwards the journal; `appends.txt` gets the milliseconds of each append.
  ///   - alerts: how many there are to be, those of earlier runs counted.
  /// - Throws: if the parts cannot be put together, or the journal cannot be written.
  public static func run(folder: URL, alerts: Int) async throws {
    let settings = try Settings(file: folder.appending(path: "sinks.yaml").path)
    let journal = try await JournalStore.open(folder: folder.appending(path: "data").path)
    let consents = ConsentBook()
    let desk = try await HandoffDesk(settings.sinks, allow: settings.allow, journal: journal, time: SystemTime()) {
      consents.consent(of: $0).handOff
    }
    let run = Task { await desk.run() }
    defer { run.cancel() }
    try await raise(alerts, of: settings.sinks[0].name, in: journal, folder)
    while true {
      let figures = try await journal.figures(of: settings.sinks[0].name)
      if figures.waiting == 0 { break }
      try await Task.sleep(for: .milliseconds(50))
    }
    run.cancel()
    await run.value
    await journal.close()
  }

  private static func raise(_ alerts: Int, of sink: String, in journal: JournalStore, _ folder: URL) async throws {
    let figures = try await journal.figures(of: sink)
    let path = folder.appending(path: "appends.txt").path
    if !FileManager.default.fileExists(atPath: path) { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    guard let log = FileHandle(forWritingAtPath: path), let condition = ConditionIdentifier("melanoma") else { return }
    try log.seekToEnd()
    for index
      in (figures.waiting + figures.delivered + figures.dead)..<max(alerts, figures.waiting + figures.delivered + figures.dead)
    {
      let record = VoiceBenchmark.record(of: condition, index)
      let start = ContinuousClock.now
      _ = try await journal.append([.alertRaised(record, at: SystemTime().now())])
      try log.write(contentsOf: Data("\((ContinuousClock.now - start).milliseconds)\n".utf8))
    }
  }
}
