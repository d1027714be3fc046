import Foundation
internal import SentencePiece

/// Turns a text into the ids of a SigLIP's text tower, always as many: pieces, the end mark, padding.
///
/// Two families: SigLIP and MedSigLIP write texts in a canonical form and cut them with a unigram vocabulary; SigLIP 2 uses
/// Gemma's byte pairs.
///
/// - Source: Hugging Face `SiglipTokenizer` (canonical form as in big_vision's prompt engineering) and `Siglip2Tokenizer`.
struct SigLIPTokenizer: Sendable {
  static let fileName = "spiece.model"
  static let gemmaFileName = "tokenizer.model"

  private enum Vocabulary {
    /// SigLIP: canonical text, then pieces.
    case canonical(PieceModel)
    /// SigLIP 2 from `tokenizer.json`.
    case pairs(GemmaTokenizer)
    /// SigLIP 2 from `tokenizer.model`.
    case pieces(PieceModel)
  }

  private var vocabulary: Vocabulary
  private var lowersCase: Bool
  private var keepsPunctuation = false
  /// Ids before and after the text's own.
  private var prefix: [Int64]
  private var suffix: [Int64]
  private var padding: Int64
  private var padsInFront = false
  /// Ids of every text.
  let length: Int
  /// What it was read from, in words.
  let summary: String

  /// Whether it is Gemma's, as SigLIP 2 uses.
  var isOfSecondFamily: Bool {
    if case .canonical = vocabulary { return false }
    return true
  }

  /// The file that the vocabulary is read from, of those that `directory` has; `nil` if it has none.
  static func vocabularyFile(in directory: URL) -> String? {
    [fileName, TokenizerFile.name, gemmaFileName].first {
      FileManager.default.fileExists(atPath: directory.appending(path: $0).path)
    }
  }

  /// - Parameter vocabularyCount: rows of the tower's table; an id beyond them would have no vector.
  init(directory: URL, length: Int, vocabularyCount: Int) throws(EncodingError) {
    guard let name = Self.vocabularyFile(in: directory) else {
      throw .file(
        path: directory.appending(path: Self.fileName).path,
        reason: "is missing, and so are \(TokenizerFile.name) and \(Self.gemmaFileName); one tokenizer file is needed: fetch it")
    }
    let options = try TokenizerOptions(directory: directory)
    lowersCase = options.lowersCase ?? true
    self.length = length
    let url = directory.appending(path: name)
    let read =
      switch name {
      case Self.fileName: try Self.unigram(Self.pieces(url), name)
      case TokenizerFile.name: try Self.read(TokenizerFile(contentsOf: url), options, lowersCase)
      default: try Self.gemma(Self.pieces(url), name)
      }
    (vocabulary, prefix, suffix, padding, summary) = (read.vocabulary, read.prefix, read.suffix, read.padding, read.summary)
    try check(read.count, vocabularyCount, name)
  }

  private typealias Read = (
    vocabulary: Vocabulary, prefix: [Int64], suffix: [Int64], padding: Int64, count: Int, summary: String
  )

  private static func pieces(_ url: URL) throws(EncodingError) -> PieceModel {
    do { return try PieceModel(path: url.path) } catch {
      throw .file(path: url.path, reason: "no SentencePiece model that can be read; fetch the file again")
    }
  }

  /// SigLIP ends and pads a text with `</s>`.
  private static func unigram(_ pieces: PieceModel, _ name: String) throws(EncodingError) -> Read {
    guard let end = pieces.id(of: "</s>") else {
      throw .configuration(file: name, field: "pieces", expected: "</s>, SigLIP's end mark", actual: "none of that name")
    }
    return (
      .canonical(pieces), [], [Int64(end)], Int64(end), pieces.count, "SentencePiece unigram, \(pieces.count) pieces (\(name))"
    )
  }

  private static func gemma(_ pieces: PieceModel, _ name: String) throws(EncodingError) -> Read {
    guard let end = pieces.id(of: "<eos>"), let padding = pieces.id(of: "<pad>") else {
      throw .configuration(file: name, field: "pieces", expected: "<eos> and <pad>, as Gemma's", actual: "other pieces")
    }
    return (
      .pieces(pieces), [], [Int64(end)], Int64(padding), pieces.count, "SentencePiece of Gemma, \(pieces.count) pieces (\(name))"
    )
  }

  private static func read(
    _ file: TokenizerFile, _ options: TokenizerOptions, _ lowersCase: Bool
  ) throws(EncodingError) -> Read {
    switch file.modelType {
    case "Unigram": return try unigram(PieceModelWriter.model(of: file), TokenizerFile.name)
    case "BPE": return try pairs(file, options, lowersCase)
    default:
      throw .configuration(
        file: TokenizerFile.name, field: "model.type", expected: "Unigram (SigLIP) or BPE (SigLIP 2)",
        actual: file.modelType.isEmpty ? "missing" : file.modelType)
    }
  }

  /// The configuration's flags stand above the file's template.
  private static func pairs(
    _ file: TokenizerFile, _ options: TokenizerOptions, _ lowersCase: Bool
  ) throws(EncodingError) -> Read {
    let tokenizer = try GemmaTokenizer(file, lowersCase: lowersCase)
    func id(_ piece: String) throws(EncodingError) -> Int64 {
      if let token = file.added.first(where: { $0.content == piece }) { return Int64(token.id) }
      if let id = tokenizer.model.id(of: piece) { return Int64(id) }
      throw .configuration(file: TokenizerFile.name, field: "vocab", expected: piece, actual: "no such piece")
    }
    var (prefix, suffix) = (file.prefix.map(Int64.init), file.suffix.map(Int64.init))
    if let adds = options.addsBeginning { prefix = adds ? [try id("<bos>")] : [] }
    if let adds = options.addsEnd { suffix = adds ? [try id("<eos>")] : [] }
    let count = max(tokenizer.model.count, (file.added.map(\.id).max() ?? 0) + 1)
    return (
      .pairs(tokenizer), prefix, suffix, try id(options.padding ?? "<pad>"), count,
      "byte pairs of Gemma, \(count) pieces (\(TokenizerFile.name))"
    )
  }

  private func check(_ count: Int, _ vocabularyCount: Int, _ name: String) throws(EncodingError) {
    guard count <= vocabularyCount else {
      throw .configuration(
        file: name, field: "pieces", expected: "at most \(vocabularyCount), config.json's vocab_size", actual: "\(count)")
    }
    guard prefix.count + suffix.count < length else {
      throw .configuration(
        file: name, field: "marks around a text", expected: "fewer than \(length)", actual: "\(prefix.count + suffix.count)")
    }
    for id in prefix + suffix + [padding] where !(0..<Int64(vocabularyCount)).contains(id) {
      throw .configuration(file: name, field: "special tokens", expected: "ids below \(vocabularyCount)", actual: "\(id)")
    }
  }

  /// Exactly ``length`` ids.
  func encode(_ text: String) throws(EncodingError) -> [Int64] {
    let ids = try unpadded(text)
    let rest = [Int64](repeating: padding, count: length - ids.count)
    return padsInFront ? rest + ids : ids + rest
  }

  /// The ids that mean something, marks included, at most ``length``.
  func unpadded(_ text: String) throws(EncodingError) -> [Int64] {
    let room = length - prefix.count - suffix.count
    return prefix + (try ids(of: text)).prefix(room).map(Int64.init) + suffix
  }

  private func ids(of text: String) throws(EncodingError) -> [Int32] {
    do {
      switch vocabulary {
      case .canonical(let pieces): return try pieces.encode(canonical(text))
      case .pairs(let tokenizer): return tokenizer.encode(text)
      case .pieces(let pieces): return try pieces.encode(lowersCase ? text.lowercased() : text)
      }
    } catch { throw .tokenizer(error) }
  }

  /// Lower case, ASCII punctuation gone, runs of white space as one blank, none at the ends.
  func canonical(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var isBlankDue = false
    for scalar in (lowersCase ? CaseFolding.lowercased(text) : text).unicodeScalars
    where keepsPunctuation || !Self.isPunctuation(scalar) {
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

extension SigLIPTokenizer {
  /// Mistakes that other programs make with these tokenizers; ``GoldenCheck`` tries each to name the cause of a difference.
  enum Mistake: String, CaseIterable {
    case otherCase = "the case of letters (do_lower_case)"
    case punctuation = "punctuation kept in the text"
    case otherCaseAndPunctuation = "texts taken as they are, without the canonical form"
    case noEnd = "no end mark behind a text"
    case zeroPadding = "padding with id 0"
    case endPadding = "padding with id 1, the end mark"
    case frontPadding = "padding in front of the text"

    var isPadding: Bool { self == .zeroPadding || self == .endPadding || self == .frontPadding }
  }

  /// The same tokenizer with a mistake in it.
  func making(_ mistake: Mistake) -> SigLIPTokenizer {
    var copy = self
    switch mistake {
    case .otherCase: copy.flipCase()
    case .punctuation: copy.keepsPunctuation = true
    case .otherCaseAndPunctuation:
      copy.flipCase()
      copy.keepsPunctuation = true
    case .noEnd: copy.suffix = []
    case .zeroPadding: copy.padding = 0
    case .endPadding: copy.padding = 1
    case .frontPadding: copy.padsInFront = true
    }
    return copy
  }

  private mutating func flipCase() {
    lowersCase.toggle()
    if case .pairs(let tokenizer) = vocabulary { vocabulary = .pairs(tokenizer.flippingCase()) }
  }
}
