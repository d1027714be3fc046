import Foundation

extension JSONValue {
  /// A record as a JSON value, by way of its coding.
  ///
  /// - Throws: what its `encode(to:)` throws; `EncodingError` for a number that is not finite.
  public init(record: some Encodable) throws {
    try self.init(parsing: Array(try JSONEncoder().encode(record)))
  }

  /// The record that this value describes.
  ///
  /// - Throws: `DecodingError` naming the member that does not fit.
  public func record<Record: Decodable>(_ type: Record.Type = Record.self) throws -> Record {
    try JSONDecoder().decode(type, from: Data(encoded))
  }
}
