import Foundation
internal import SentencePiece

/// Turns a text into the ids of SigLIP's text tower: canonical form, unigram pieces, the end mark, padding.
///
/// - Source: Hugging Face `SiglipTokenizer`; canonical form as in big_vision's prompt engineering.
struct SigLIPTokenizer: Sendable {
  /// `</s>`: ends a text and pads it.
  static let endAndPadding: Int64 = 1
  static let fileName = "spiece.model"

  private let pieces: PieceModel
  private let lowersCase: Bool
  /// Ids of every text.
  let length: Int

  /// - Parameter vocabularyCount: rows of the tower's table; an id beyond them would have no vector.
  init(directory: URL, length: Int, vocabularyCount: Int) throws(EncodingError) {
    let url = directory.appending(path: Self.fileName)
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw .file(path: url.path, reason: "is missing; SigLIP's SentencePiece vocabulary is needed")
    }
    do { pieces = try PieceModel(path: url.path) } catch { throw .tokenizer(error) }
    guard pieces.count <= vocabularyCount else {
      throw .configuration(
        file: Self.fileName, field: "pieces", expected: "at most \(vocabularyCount)", actual: "\(pieces.count)")
    }
    let options = try? JSONFile.decode(Options.self, at: directory.appending(path: "tokenizer_config.json"))
    lowersCase = options?.do_lower_case ?? true
    self.length = length
  }

  private struct Options: Decodable {
    let do_lower_case: Bool?
  }

  /// Exactly ``length`` ids.
  func encode(_ text: String) throws(EncodingError) -> [Int64] {
    let ids = try unpadded(text)
    return ids + [Int64](repeating: Self.endAndPadding, count: length - ids.count)
  }

  /// The ids that mean something, end mark included, at most ``length``.
  func unpadded(_ text: String) throws(EncodingError) -> [Int64] {
    do {
      return try pieces.encode(canonical(text)).prefix(length - 1).map(Int64.init) + [Self.endAndPadding]
    } catch { throw .tokenizer(error) }
  }

  /// Lower case, ASCII punctuation gone, runs of white space as one blank, none at the ends.
  func canonical(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var isBlankDue = false
    for scalar in (lowersCase ? CaseFolding.lowercased(text) : text).unicodeScalars where !Self.isPunctuation(scalar) {
      // The library's mark for a blank means one in a text as well.
      if Self.isWhitespace(scalar) || scalar == "\u{2581}" {
        isBlankDue = !result.isEmpty
      } else {
        if isBlankDue { result.append(" ") }
        isBlankDue = false
        result.append(scalar)
      }
    }
    return String(result)
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 33...47, 58...64, 91...96, 123...126: true
    default: false
    }
  }

  /// Unicode's white space and the four information separators, which the reference counts as such.
  private static func isWhitespace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
  }
}
