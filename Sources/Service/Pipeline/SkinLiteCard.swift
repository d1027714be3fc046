import Foundation

/// What `model.json` says of a model's reach and licence.
struct SkinLiteCard: Decodable, Sendable {
  let conditions: [String]
  let licence: String

  static func read(_ directory: URL) throws -> SkinLiteCard {
    try JSONDecoder().decode(SkinLiteCard.self, from: Data(contentsOf: directory.appending(path: "model.json")))
  }
}
