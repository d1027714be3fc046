import Foundation

/// Where the tests find what they need.
enum Places {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let fixtures = root.appending(path: "Tests/Fixtures/encoding")
  static let miniLM = root.appending(path: ".deps/minilm")

  static func golden<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: fixtures.appending(path: name)))
  }
}
