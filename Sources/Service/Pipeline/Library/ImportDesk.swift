import Foundation
import Knowledge
import Synchronization
import Vocabulary

/// Brings in the documents that are sent over HTTP, one after the other.
///
/// - Threading: safe from any thread; ``run(done:)`` must run for as long as documents are taken.
final class ImportDesk: Sendable {
  /// Documents that may wait.
  static let bound = 8
  /// Bytes that may wait in memory.
  private static let waitingBytes = 48_000_000
  /// Records that are kept, the newest.
  private static let kept = 64
  /// What a document may be over HTTP: less than on the command line, since who sends it need not own the machine.
  static let limits: DocumentLimits = {
    var limits = DocumentLimits()
    (limits.fileBytes, limits.pages, limits.textBytes) = (16_000_000, 1000, 4 * 1024 * 1024)
    (limits.seconds, limits.readerBytes) = (60, 1024 * 1024 * 1024)
    return limits
  }()

  private struct Job: Sendable {
    let id: String
    let upload: DocumentUpload
    let by: String
  }

  private let library: KnowledgeLibrary
  private let time: any TimeSource
  private let records = Mutex<[KnowledgeImportRecord]>([])
  private let bytes = Mutex(0)
  private let waiting: (stream: AsyncStream<Job>, continuation: AsyncStream<Job>.Continuation)

  init(library: KnowledgeLibrary, time: any TimeSource) {
    self.library = library
    self.time = time
    waiting = AsyncStream.makeStream(of: Job.self, bufferingPolicy: .bufferingOldest(Self.bound))
  }

  /// Newest first.
  var all: [KnowledgeImportRecord] { records.withLock { $0.reversed() } }

  /// Queues a document; returns at once.
  ///
  /// - Returns: its record; `nil` if too many wait.
  func submit(_ upload: DocumentUpload, by who: String) -> KnowledgeImportRecord? {
    let hasRoom = bytes.withLock { bytes in
      guard bytes + upload.bytes.count <= Self.waitingBytes else { return false }
      bytes += upload.bytes.count
      return true
    }
    guard hasRoom else { return nil }
    let id = String(UUID().uuidString.lowercased().filter { $0 != "-" })
    let record = KnowledgeImportRecord(id: id, name: upload.name, by: who, at: time.now().rfc3339)
    records.withLock { records in
      records.append(record)
      if records.count > Self.kept { records.removeFirst() }
    }
    guard case .enqueued = waiting.continuation.yield(Job(id: id, upload: upload, by: who)) else {
      records.withLock { records in records.removeAll { $0.id == id } }
      bytes.withLock { $0 -= upload.bytes.count }
      return nil
    }
    return record
  }

  /// Brings in until cancelled.
  ///
  /// - Parameter done: called after each document, to have it journalled.
  func run(done: @Sendable () async -> Void) async {
    for await job in waiting.stream {
      await bring(job)
      bytes.withLock { $0 -= job.upload.bytes.count }
      await done()
    }
  }

  private func bring(_ job: Job) async {
    change(job.id) { $0.state = .reading }
    do throws(KnowledgeError) {
      let outcome = try await withFile(job.upload) { request throws(KnowledgeError) in
        try await library.importDocument(request, by: job.by, limits: Self.limits) { progress in
          self.change(job.id) { record in
            (record.state, record.passages, record.embedded) = (.embedding, progress.passages, progress.embedded)
          }
        }
      }
      change(job.id) { record in
        record.state = .done
        (record.outcome, record.document, record.passages) = (outcome.outcome.rawValue, outcome.document, outcome.passages)
        record.embedded = outcome.passages
      }
    } catch {
      change(job.id) { record in
        record.state = .failed
        record.problem = error.userMessage.text
      }
    }
  }

  private func change(_ id: String, _ body: (inout KnowledgeImportRecord) -> Void) {
    records.withLock { records in
      guard let place = records.firstIndex(where: { $0.id == id }) else { return }
      body(&records[place])
    }
  }

  /// Puts the bytes where readers that are programs of their own can open them, in a folder that only this user may enter.
  private func withFile(
    _ upload: DocumentUpload, _ body: (ImportRequest) async throws(KnowledgeError) -> ImportOutcome
  ) async throws(KnowledgeError) -> ImportOutcome {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mediaskinoscope-import-\(UUID().uuidString)")
    let file = folder.appending(path: upload.name)
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try Data(upload.bytes).write(to: file)
    } catch { throw .document(name: upload.name, .unreadable(errorNumber: Int32((error as NSError).code))) }
    return try await body(
      ImportRequest(
        file: file, licence: upload.licence, title: upload.title, organisation: upload.organisation, year: upload.year,
        url: upload.url, condition: upload.condition))
  }
}
