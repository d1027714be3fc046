import Foundation
import Vocabulary

extension JSONValue {
  /// Any encodable value as JSON.
  init(encoding value: some Encodable) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value))
  }

  /// This value as a record of `type`.
  func decoded<Record: Decodable>(_ type: Record.Type) throws -> Record {
    try JSONDecoder().decode(type, from: JSONEncoder().encode(self))
  }
}
