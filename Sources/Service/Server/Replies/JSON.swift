import Foundation
import Vocabulary

/// JSON in and out.
enum JSON {
  static func bytes(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // A number that is not finite must not lose a whole record.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      return [UInt8](try encoder.encode(value))
    } catch {
      preconditionFailure("a record of this server cannot be encoded: \(error)")
    }
  }

  /// The same off the caller's thread, for what may be long: the loop has other clients.
  @concurrent static func bytesAside(_ value: some Encodable & Sendable) async -> [UInt8] { bytes(value) }

  /// - Throws: 400 if `bytes` is no JSON.
  static func value(_ bytes: [UInt8]) throws(Problem) -> JSONValue {
    do {
      return try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    } catch {
      throw .badRequest("The body is not valid JSON.")
    }
  }
}
