import Foundation

/// The pieces of a WordPiece vocabulary and their ids: one a line of `vocab.txt`, the first has id 0.
struct WordPieceVocabulary: Sendable {
  private let ids: [String: Int64]
  let unknown: Int64
  let classification: Int64
  let separator: Int64
  let padding: Int64
  var count: Int { ids.count }

  init(contentsOf url: URL) throws(EncodingError) {
    let data = try JSONFile.read(url)
    // Split as bytes: to Swift, a line break after some scalars is one character with them.
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var ids: [String: Int64] = [:]
    ids.reserveCapacity(lines.count)
    for (id, line) in lines.enumerated() where !(id == lines.count - 1 && line.isEmpty) {
      ids[String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)] = Int64(id)
    }
    func special(_ name: String) throws(EncodingError) -> Int64 {
      guard let id = ids[name] else {
        throw .configuration(file: url.lastPathComponent, field: name, expected: "a line of its own", actual: "absent")
      }
      return id
    }
    unknown = try special("[UNK]")
    classification = try special("[CLS]")
    separator = try special("[SEP]")
    padding = try special("[PAD]")
    self.ids = ids
  }

  subscript(_ piece: String) -> Int64? { ids[piece] }
}
