import Foundation
import Glibc
import Synchronization

/// A server on a port that the kernel chose, which answers exactly the bytes that a test gives it.
///
/// Threads of its own: blocking sockets do not belong on the shared pool.
public final class RawHTTPServer: Sendable {
  /// What a client sent; names of headers are in lower case.
  public struct Request: Sendable {
    public let method: String
    public let path: String
    public let headers: [String: String]
    public let body: [UInt8]
  }

  /// What it gets.
  public enum Answer: Sendable {
    case bytes([UInt8])
    /// These bytes, and then the connection is closed.
    case cut([UInt8])
    /// Nothing, until the server ends.
    case silence
    /// The first bytes once, and the second ones again and again until the client has had enough.
    case endless([UInt8], [UInt8])
  }

  public let port: UInt16
  private let socket: Int32
  private let answer: @Sendable (Request) -> Answer
  private let log = Mutex<[Request]>([])
  private let open = Mutex<Set<Int32>>([])
  private let isStopped = Atomic(false)

  /// Every request so far.
  public var requests: [Request] { log.withLock { $0 } }

  /// - Parameter answer: says what each request gets.
  public init(_ answer: @escaping @Sendable (Request) -> Answer) {
    self.answer = answer
    let listener = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    socket = listener
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe _ = bind(listener, $0, length)
        _ = listen(listener, 16)
        unsafe _ = getsockname(listener, $0, &length)
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    // Whoever waits on a descriptor closes it: a number that is closed under a waiting thread may be another server's a moment later.
    Thread.detachNewThread { [weak self, socket] in
      defer { close(socket) }
      while true {
        let connection = accept(socket, nil, nil)
        guard connection >= 0 else { return }
        guard let server = self else {
          close(connection)
          return
        }
        server.open.withLock { _ = $0.insert(connection) }
        Thread.detachNewThread { server.serve(connection) }
      }
    }
  }

  deinit { stop() }

  /// Ends every connection, and takes no more.
  public func stop() {
    guard !isStopped.exchange(true, ordering: .relaxed) else { return }
    shutdown(socket, Int32(SHUT_RDWR))
    open.withLock { for connection in $0 { shutdown(connection, Int32(SHUT_RDWR)) } }
  }

  private func serve(_ connection: Int32) {
    defer {
      open.withLock {
        $0.remove(connection)
        close(connection)
      }
    }
    while let request = Self.read(connection) {
      log.withLock { $0.append(request) }
      switch answer(request) {
      case .bytes(let bytes): Self.write(connection, bytes)
      case .cut(let bytes):
        Self.write(connection, bytes)
        return
      case .silence: continue
      case .endless(let head, let piece):
        guard Self.write(connection, head) else { return }
        while Self.write(connection, piece) {}
        return
      }
    }
  }

  @discardableResult private static func write(_ connection: Int32, _ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe send(connection, buffer.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  private static func read(_ connection: Int32) -> Request? {
    var buffer: [UInt8] = []
    func more() -> Bool {
      var piece = [UInt8](repeating: 0, count: 65_536)
      let count = unsafe recv(connection, &piece, piece.count, 0)
      buffer += piece.prefix(max(count, 0))
      return count > 0
    }
    while buffer.firstRange(of: Array("\r\n\r\n".utf8)) == nil { guard more() else { return nil } }
    guard let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: buffer[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      headers[parts[0].lowercased()] = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
    }
    let length = headers["content-length"].flatMap { Int($0) } ?? 0
    while buffer.count < end.upperBound + length { guard more() else { return nil } }
    let words = lines[0].split(separator: " ")
    return Request(
      method: String(words[0]), path: String(words[1]), headers: headers,
      body: Array(buffer[end.upperBound..<end.upperBound + length]))
  }
}

extension RawHTTPServer.Answer {
  /// A whole reply.
  public static func reply(_ status: Int = 200, headers: [String] = [], _ body: [UInt8]) -> RawHTTPServer.Answer {
    let head = (["HTTP/1.1 \(status) X", "Content-Length: \(body.count)"] + headers).joined(separator: "\r\n")
    return .bytes(Array((head + "\r\n\r\n").utf8) + body)
  }

  /// A whole reply in JSON.
  public static func json(_ text: String, status: Int = 200) -> RawHTTPServer.Answer { .reply(status, Array(text.utf8)) }
}
