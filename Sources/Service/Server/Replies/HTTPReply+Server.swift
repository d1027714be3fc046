import Soup

extension HTTPReply {
  static func json(_ value: some Encodable, status: Int = 200, headers: [(name: String, value: String)] = []) -> HTTPReply {
    HTTPReply(
      status: status, headers: [("Content-Type", "application/json")] + headers, body: SharedBytes(JSON.bytes(value)))
  }

  /// A list or another reply that may be long, encoded off the loop.
  static func longJSON(_ value: some Encodable & Sendable) async -> HTTPReply {
    HTTPReply(
      status: 200, headers: [("Content-Type", "application/json")], body: SharedBytes(await JSON.bytesAside(value)))
  }

  static func text(_ text: String, type: String = "text/plain; charset=utf-8", status: Int = 200) -> HTTPReply {
    HTTPReply(status: status, headers: [("Content-Type", type)], body: SharedBytes(text))
  }

  static func empty(_ status: Int = 204, headers: [(name: String, value: String)] = []) -> HTTPReply {
    HTTPReply(status: status, headers: headers)
  }
}

/// A list as every route gives it.
struct ListBody<Item: Encodable & Sendable>: Encodable, Sendable {
  let items: [Item]
  var next: String?

  enum CodingKeys: String, CodingKey { case items, next }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(items, forKey: .items)
    // `null` at the end, never absent.
    try container.encode(next, forKey: .next)
  }
}
