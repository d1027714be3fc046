import GLib
import Soup
import Vocabulary

/// Streams the alerts that a filter lets through, page by page: the next page is read when the last one has left.
@GLibActor final class AlertDownload {
  private static let pageSize = 500

  private let format: AlertTableFormat
  private let names: [ConditionIdentifier: String]
  private var pages: AlertPages
  private var isStarted = false

  init(format: AlertTableFormat, names: [ConditionIdentifier: String], pages: AlertPages) {
    self.format = format
    self.names = names
    self.pages = pages
  }

  /// The first page decides the status: alerts that cannot be read are an error, not an empty export.
  func start(
    on exchange: HTTPExchange, headers: [(name: String, value: String)], refusing: @escaping @GLibActor (any Error) -> HTTPReply
  ) {
    exchange.pause()
    pages.query.limit = Self.pageSize
    Task { @GLibActor in
      do {
        let page = try await pages.page(Self.pageSize)
        guard let stream = exchange.startStream(status: 200, headers: headers) else { return }
        await send(page, on: stream)
      } catch {
        exchange.reply(refusing(error))
      }
    }
  }

  private func sendNext(on stream: OutgoingStream) {
    Task { @GLibActor in
      // A break in the middle ends the body without its last chunk: the client sees that it is incomplete.
      guard let page = try? await pages.page(Self.pageSize) else { return stream.abort() }
      await send(page, on: stream)
    }
  }

  private func send(_ page: Page<AlertRecord>, on stream: OutgoingStream) async {
    let head = isStarted ? "" : format.heading
    isStarted = true
    let bytes = await Self.encoded(page.items, format, names, after: head)
    if let next = page.next {
      pages.query.after = next
      stream.onIdle = { self.sendNext(on: stream) }
      // A stretch without a fitting alert sends nothing, so that nothing would become idle.
      if bytes.count == 0 { return sendNext(on: stream) }
    } else {
      stream.onIdle = { stream.finish() }
      if bytes.count == 0 { return stream.finish() }
    }
    stream.send(bytes)
  }

  /// Off the loop: a page is long.
  @concurrent nonisolated private static func encoded(
    _ alerts: [AlertRecord], _ format: AlertTableFormat, _ names: [ConditionIdentifier: String], after head: String
  ) async -> SharedBytes {
    SharedBytes(head + alerts.map { format.line($0, name: names[$0.condition] ?? "") }.joined())
  }
}
