import Foundation
import Glibc

/// A connection that sends exactly what it is told and reads what comes back. Blocking calls run on a thread of their own: the
/// server's backend needs the shared pool.
final class RawClient: Sendable {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let socket: Int32
  private let queue = DispatchQueue(label: "raw client")
  nonisolated(unsafe) private var buffer: [UInt8] = []  // touched on the queue only

  /// Connects to a port of 127.0.0.1. `receiveBuffer`, in bytes, keeps the kernel from taking in tens of megabytes for one who does not read.
  init(port: UInt16, timeoutMilliseconds: Int = 20_000, receiveBuffer: Int32? = nil) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    var timeout = timeval(tv_sec: timeoutMilliseconds / 1000, tv_usec: timeoutMilliseconds % 1000 * 1000)
    unsafe setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    if var size = receiveBuffer {
      unsafe setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    let connected = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Failure(description: "connect: errno \(errno)") }
  }

  deinit { close(socket) }

  /// Sends bytes; `false` if the peer has closed.
  @discardableResult
  func send(_ bytes: [UInt8]) async throws -> Bool {
    try await onQueue { [self] in
      var sent = 0
      while sent < bytes.count {
        let count = unsafe bytes.withUnsafeBytes { buffer in
          unsafe Glibc.send(socket, buffer.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }
  }

  @discardableResult
  func send(_ text: String) async throws -> Bool { try await send(Array(text.utf8)) }

  /// Reads until `text` has come; everything up to and including it.
  func read(until text: String) async throws -> String {
    let wanted = Array(text.utf8)
    return try await onQueue { [self] in
      while true {
        if let end = unsafe buffer.firstRange(of: wanted)?.upperBound { return String(decoding: take(end), as: UTF8.self) }
        guard try receive() else { throw Failure(description: "closed before \(text); had \(shown)") }
      }
    }
  }

  /// Reads exactly so many bytes.
  func read(count: Int) async throws -> [UInt8] {
    try await onQueue { [self] in
      while unsafe buffer.count < count {
        guard try receive() else { throw Failure(description: "closed early; had \(shown)") }
      }
      return take(count)
    }
  }

  /// Reads until the peer closes or resets.
  func readToEnd() async throws -> [UInt8] {
    try await onQueue { [self] in
      while try receive() {}
      return unsafe take(buffer.count)
    }
  }

  private var shown: String { unsafe String(decoding: buffer.prefix(400), as: UTF8.self) }

  private func take(_ count: Int) -> [UInt8] {
    let taken = unsafe Array(buffer.prefix(count))
    unsafe buffer.removeFirst(count)
    return taken
  }

  private func receive() throws -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe recv(socket, &chunk, chunk.count, 0)
    if count < 0, errno == EAGAIN || errno == EWOULDBLOCK { throw Failure(description: "nothing came in time; had \(shown)") }
    guard count > 0 else { return false }
    unsafe buffer += chunk.prefix(count)
    return true
  }

  private func onQueue<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Swift.Result { try body() }) }
    }
  }
}
