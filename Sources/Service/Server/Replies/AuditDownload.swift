import GLib
import Soup
import Vocabulary

/// Streams the audit page by page as FHIR: the next page is read when the last one has left.
@GLibActor final class AuditDownload {
  nonisolated static let contentType = "application/fhir+ndjson"
  private static let pageSize = 500

  private let filter: AuditFilter
  private let audit: any AuditBackend
  private var after: Int64 = 0

  init(_ filter: AuditFilter, _ audit: any AuditBackend) {
    self.filter = filter
    self.audit = audit
  }

  /// The first page decides the status: an audit that cannot be read is an error, not an empty export.
  func start(
    on exchange: HTTPExchange, headers: [(name: String, value: String)], refusing: @escaping @GLibActor (any Error) -> HTTPReply
  ) {
    exchange.pause()
    Task { @GLibActor in
      do {
        let records = try await audit.records(filter, after: after, limit: Self.pageSize)
        guard let stream = exchange.startStream(status: 200, headers: headers) else { return }
        stream.onIdle = { self.sendNext(on: stream) }
        await send(records, on: stream)
      } catch {
        exchange.reply(refusing(error))
      }
    }
  }

  private func sendNext(on stream: OutgoingStream) {
    Task { @GLibActor in
      // A break in the middle ends the body without its last chunk: the client sees that it is incomplete.
      guard let records = try? await audit.records(filter, after: after, limit: Self.pageSize) else { return stream.abort() }
      await send(records, on: stream)
    }
  }

  private func send(_ records: [AuditRecord], on stream: OutgoingStream) async {
    guard let last = records.last else { return stream.finish() }
    after = last.sequence
    stream.send(await Self.encoded(records))
  }

  /// Off the loop: a page is long.
  @concurrent nonisolated private static func encoded(_ records: [AuditRecord]) async -> SharedBytes {
    SharedBytes(records.map { $0.auditEvent.encodedText + "\n" }.joined())
  }
}
