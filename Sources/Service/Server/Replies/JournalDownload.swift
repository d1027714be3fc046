import GLib
import Soup
import Vocabulary

/// Streams the journal page by page: the next page is read when the last one has left, so that a slow client costs no memory.
@GLibActor final class JournalDownload {
  private static let pageSize = 500

  private let format: JournalExport
  private let withVectors: Bool
  private let backend: any Backend
  private var after: Int64
  private var isStarted = false

  init(format: JournalExport, withVectors: Bool, backend: any Backend, after: Int64) {
    self.format = format
    self.withVectors = withVectors
    self.backend = backend
    self.after = after
  }

  /// The first page decides the status: a journal that cannot be read is an error, not an empty export.
  func start(
    on exchange: HTTPExchange, headers: [(name: String, value: String)], refusing: @escaping @GLibActor (any Error) -> HTTPReply
  ) {
    exchange.pause()
    Task { @GLibActor in
      do {
        let entries = try await backend.journal(after: after, limit: Self.pageSize)
        guard let stream = exchange.startStream(status: 200, headers: headers) else { return }
        stream.onIdle = { self.sendNext(on: stream) }
        await send(entries, on: stream)
      } catch {
        exchange.reply(refusing(error))
      }
    }
  }

  private func sendNext(on stream: OutgoingStream) {
    Task { @GLibActor in
      // A break in the middle ends the body without its last chunk: the client sees that it is incomplete.
      guard let entries = try? await backend.journal(after: after, limit: Self.pageSize) else { return stream.abort() }
      await send(entries, on: stream)
    }
  }

  private func send(_ entries: [JournalEntry], on stream: OutgoingStream) async {
    let head = isStarted ? "" : format.heading
    isStarted = true
    let bytes = await Self.encoded(entries, format, withVectors: withVectors, after: head)
    if let last = entries.last { after = last.sequence }
    if entries.isEmpty {
      stream.onIdle = { stream.finish() }
      if bytes.count == 0 { return stream.finish() }
    }
    stream.send(bytes)
  }

  /// Off the loop: a page is long.
  @concurrent nonisolated private static func encoded(
    _ entries: [JournalEntry], _ format: JournalExport, withVectors: Bool, after head: String
  ) async -> SharedBytes {
    SharedBytes(head + entries.map { format.line($0, includingVectors: withVectors) }.joined())
  }
}
