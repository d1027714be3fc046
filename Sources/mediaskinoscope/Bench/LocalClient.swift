import Foundation
import FoundationNetworking
import Soup
import Vocabulary

/// Asks a server on this machine.
enum LocalClient {
  /// Frame counts and states of every stream.
  static func streams(of server: URL) async throws -> [StreamState] {
    struct Page: Decodable { let items: [StreamState] }
    let body = try await reply(to: URLRequest(url: server.appending(path: "api/v1/streams")))
    return try JSONDecoder().decode(Page.self, from: body).items
  }

  /// The body of a 2xx answer.
  static func reply(to request: URLRequest) async throws -> Data {
    let (body, response) = try await URLSession.shared.data(for: request)
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    guard (200..<300).contains(status) else {
      let asked = "\(request.httpMethod ?? "GET") \(request.url?.path ?? "")"
      throw CommandFailure.failed("\(asked): \(status) \(String(decoding: body, as: UTF8.self))")
    }
    return body
  }
}

/// One open event stream of a server, as the bytes that came.
///
/// - Threading: `bytes` has one reader; a thread of its own waits for the server until ``close()``.
final class EventConnection: Sendable {
  let bytes: AsyncStream<Data>
  private let reply = StreamedReply()

  init(_ server: URL) {
    let (bytes, inbox) = AsyncStream.makeStream(of: Data.self)
    self.bytes = bytes
    let address = server.appending(path: "api/v1/events").absoluteString
    let thread = Thread { [reply] in
      // A refusal shows as a stream that ended; whoever waits for events says so.
      if (try? reply.open(address)) != nil { while let part = reply.read() { inbox.yield(Data(part)) } }
      inbox.finish()
    }
    thread.name = "bench.events"
    thread.start()
  }

  func close() { reply.cancel() }
}
