import Foundation
import Vocabulary

/// A reply as the raw client read it.
struct Response {
  let status: Int
  /// Names in lower case.
  let headers: [(name: String, value: String)]
  let body: [UInt8]

  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
  var text: String { String(decoding: body, as: UTF8.self) }
  func json() throws -> JSONValue { try JSONDecoder().decode(JSONValue.self, from: Data(body)) }
}

extension RawClient {
  /// Sends one request and reads its reply; the connection can be used again.
  func exchange(
    _ method: String, _ path: String, headers: [String] = [], body: [UInt8]? = nil, host: String = "127.0.0.1"
  ) async throws -> Response {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\n"
    for header in headers { head += header + "\r\n" }
    if let body { head += "Content-Length: \(body.count)\r\n" }
    try await send(Array((head + "\r\n").utf8) + (body ?? []))
    return try await readResponse(hasBody: method != "HEAD")
  }

  func readResponse(hasBody: Bool = true) async throws -> Response {
    let head = try await read(until: "\r\n\r\n")
    let lines = head.split(separator: "\r\n")
    let status = Int(lines[0].split(separator: " ")[1]) ?? 0
    let headers = lines.dropFirst().map { line -> (name: String, value: String) in
      let parts = line.split(separator: ":", maxSplits: 1)
      return (parts[0].lowercased(), parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : "")
    }
    let isEmpty = !hasBody || status == 204 || status == 304 || status == 101
    let body = isEmpty ? [] : try await readBody(headers)
    return Response(status: status, headers: headers, body: body)
  }

  private func readBody(_ headers: [(name: String, value: String)]) async throws -> [UInt8] {
    if headers.contains(where: { $0.name == "transfer-encoding" }) { return try await readChunks() }
    guard let length = headers.first(where: { $0.name == "content-length" }).flatMap({ Int($0.value) }) else { return [] }
    return try await read(count: length)
  }

  private func readChunks() async throws -> [UInt8] {
    var body: [UInt8] = []
    while true {
      let line = try await read(until: "\r\n")
      let size = Int(line.trimmingCharacters(in: .whitespacesAndNewlines), radix: 16) ?? 0
      body += try await read(count: size)
      _ = try await read(until: "\r\n")
      if size == 0 { return body }
    }
  }

  /// Reads the next event of an event stream; comments are skipped.
  func readEvent() async throws -> ServerSentEvent {
    while true {
      let block = try await read(until: "\n\n")
      let event = ServerSentEvent(block)
      if !event.data.isEmpty { return event }
    }
  }

  /// Reads events until one has this name.
  func readEvent(named name: String) async throws -> ServerSentEvent {
    while true {
      let event = try await readEvent()
      if event.name == name { return event }
    }
  }
}

/// One server-sent event. Chunk sizes stand between its lines and are no fields.
struct ServerSentEvent {
  var name = ""
  var id: String?
  var data = ""

  init(_ block: String) {
    for line in block.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("event: ") { name = String(line.dropFirst(7)) }
      if line.hasPrefix("id: ") { id = String(line.dropFirst(4)) }
      if line.hasPrefix("data: ") { data += line.dropFirst(6) }
    }
  }

  func json() throws -> JSONValue { try JSONDecoder().decode(JSONValue.self, from: Data(data.utf8)) }
}
