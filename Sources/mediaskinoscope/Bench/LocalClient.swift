import Foundation
import FoundationNetworking
import Synchronization
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
/// - Threading: `bytes` has one reader; the connection ends with ``close()``.
final class EventConnection: NSObject, URLSessionDataDelegate {
  let bytes: AsyncStream<Data>
  private let inbox: AsyncStream<Data>.Continuation
  private let session = Mutex<URLSession?>(nil)

  init(_ server: URL) {
    (bytes, inbox) = AsyncStream.makeStream(of: Data.self)
    super.init()
    let session = URLSession(configuration: .ephemeral, delegate: self, delegateQueue: nil)
    self.session.withLock { $0 = session }
    session.dataTask(with: server.appending(path: "api/v1/events")).resume()
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) { inbox.yield(data) }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) { inbox.finish() }

  func close() {
    // The session keeps its delegate alive until it is told.
    session.withLock { $0?.invalidateAndCancel() }
    inbox.finish()
  }
}
