import Foundation

/// What a Hugging Face `tokenizer.json` says, as far as the SigLIP families need it.
///
/// - Source: the format of the `tokenizers` library: added tokens, a normaliser, a model (`Unigram` or `BPE`) and a template.
struct TokenizerFile {
  static let name = "tokenizer.json"
  /// Gemma's, which SigLIP 2 uses, has 34 MB.
  static let byteLimit = 128_000_000
  static let entryLimit = 2_000_000

  /// A token that is found in a text before anything else is done to it.
  struct AddedToken {
    var id = -1
    var content = ""
    var isSpecial = false
    var isNormalized = false
    /// Options that no SigLIP's byte-pair tokenizer uses.
    var stripsOrWants: String?
  }

  var added: [AddedToken] = []
  /// `Unigram`, `BPE` or what else it says.
  var modelType = ""
  /// Unigram: piece and score by id.
  var pieces: [(text: String, score: Double)] = []
  /// BPE: id by piece. Pieces are UTF-8: as texts, those that Unicode holds for equivalent would be one.
  var ids: [[UInt8]: Int] = [:]
  /// BPE: what is joined, the first first.
  var merges: [(left: [UInt8], right: [UInt8])] = []
  var unknownID: Int?
  var unknownToken: String?
  var fallsBackToBytes = false
  var joinsUnknown = false
  var prefersWholeWords = false
  /// Names of the normaliser's steps in order; a replacement as `"a" by "b"`.
  var steps: [String] = []
  /// SentencePiece's table of normalised characters, base64.
  var characterMap: String?
  /// Ids before and after every text.
  var prefix: [Int] = []
  var suffix: [Int] = []

  init(contentsOf url: URL) throws(EncodingError) {
    let bytes = [UInt8](try JSONFile.read(url, byteLimit: Self.byteLimit))
    var scanner = JSONScanner(bytes, depthLimit: 12)
    do { try read(&scanner) } catch let fault as JSONFault {
      throw .configuration(
        file: Self.name, field: "byte \(fault.place)", expected: "a tokenizer as Hugging Face writes it", actual: fault.reason)
    } catch {
      throw .file(path: url.path, reason: "not JSON")
    }
  }

  private mutating func read(_ scanner: inout JSONScanner) throws {
    try scanner.object { scanner, name in
      switch name {
      case "added_tokens": try scanner.array { scanner in added.append(try Self.token(&scanner)) }
      case "normalizer": try normalizer(&scanner)
      case "post_processor": try template(&scanner)
      case "model": try model(&scanner)
      default: try scanner.skip()
      }
    }
    try scanner.finish()
  }

  private static func token(_ scanner: inout JSONScanner) throws -> AddedToken {
    var token = AddedToken()
    try scanner.object { scanner, name in
      switch name {
      case "id": token.id = try scanner.integer()
      case "content": token.content = try scanner.string()
      case "special": token.isSpecial = try scanner.boolean()
      case "normalized": token.isNormalized = try scanner.boolean()
      case "lstrip", "rstrip", "single_word": if try scanner.boolean() { token.stripsOrWants = name }
      default: try scanner.skip()
      }
    }
    return token
  }

  /// One step, or a sequence of them.
  private mutating func normalizer(_ scanner: inout JSONScanner) throws {
    if try scanner.null() { return }
    var (type, pattern, content) = ("", "", "")
    try scanner.object { scanner, name in
      switch name {
      case "type": type = try scanner.string()
      case "normalizers": try scanner.array { scanner in try normalizer(&scanner) }
      case "precompiled_charsmap": characterMap = try scanner.null() ? nil : try scanner.string()
      case "pattern": try scanner.object { scanner, _ in pattern = try scanner.string() }
      case "content": content = try scanner.string()
      default: try scanner.skip()
      }
    }
    if type != "Sequence" { steps.append(type == "Replace" ? "\"\(pattern)\" by \"\(content)\"" : type) }
  }

  /// `TemplateProcessing`: which ids stand around a single text.
  private mutating func template(_ scanner: inout JSONScanner) throws {
    if try scanner.null() { return }
    var before: [String] = []
    var after: [String] = []
    var isAfter = false
    var known: [String: [Int]] = [:]
    try scanner.object { scanner, name in
      switch name {
      case "processors": try scanner.array { scanner in try template(&scanner) }
      case "single":
        try scanner.array { scanner in
          try scanner.object { scanner, kind in
            let id = try Self.identifier(&scanner)
            if kind == "Sequence" { isAfter = true } else if isAfter { after.append(id) } else { before.append(id) }
          }
        }
      case "special_tokens":
        try scanner.object { scanner, token in known[token] = try Self.templateIDs(&scanner) }
      default: try scanner.skip()
      }
    }
    guard isAfter else { return }
    prefix = before.flatMap { known[$0] ?? [] }
    suffix = after.flatMap { known[$0] ?? [] }
  }

  private static func identifier(_ scanner: inout JSONScanner) throws -> String {
    var id = ""
    try scanner.object { scanner, name in if name == "id" { id = try scanner.string() } else { try scanner.skip() } }
    return id
  }

  private static func templateIDs(_ scanner: inout JSONScanner) throws -> [Int] {
    var ids: [Int] = []
    try scanner.object { scanner, name in
      if name == "ids" { try scanner.array { scanner in ids.append(try scanner.integer()) } } else { try scanner.skip() }
    }
    return ids
  }

  private mutating func model(_ scanner: inout JSONScanner) throws {
    try scanner.object { scanner, name in
      switch name {
      case "type": modelType = try scanner.string()
      case "unk_id": unknownID = try scanner.null() ? nil : try scanner.integer()
      case "unk_token": unknownToken = try scanner.null() ? nil : try scanner.string()
      case "byte_fallback": fallsBackToBytes = try scanner.boolean()
      case "fuse_unk": joinsUnknown = try scanner.boolean()
      case "ignore_merges": prefersWholeWords = try scanner.boolean()
      case "vocab": try vocabulary(&scanner)
      case "merges": try scanner.array { scanner in try merge(&scanner) }
      default: try scanner.skip()
      }
    }
  }

  private mutating func vocabulary(_ scanner: inout JSONScanner) throws {
    guard try scanner.peek() == .object else { return try scanner.array { scanner in try piece(&scanner) } }
    try scanner.table { scanner, piece in
      guard ids.count < Self.entryLimit else { throw scanner.fault("more than \(Self.entryLimit) pieces") }
      guard ids.updateValue(try scanner.integer(), forKey: piece) == nil else { throw scanner.fault("a piece stands twice") }
    }
  }

  /// `["piece", score]`
  private mutating func piece(_ scanner: inout JSONScanner) throws {
    guard pieces.count < Self.entryLimit else { throw scanner.fault("more than \(Self.entryLimit) pieces") }
    var text: String?
    var score: Double?
    try scanner.array { scanner in if text == nil { text = try scanner.string() } else { score = try scanner.number() } }
    guard let text, let score else { throw scanner.fault("a piece without a score") }
    pieces.append((text, score))
  }

  /// `["left", "right"]`, or as older files have it `"left right"`.
  private mutating func merge(_ scanner: inout JSONScanner) throws {
    guard merges.count < Self.entryLimit else { throw scanner.fault("more than \(Self.entryLimit) merges") }
    var parts: [[UInt8]] = []
    if try scanner.peek() == .array {
      try scanner.array { scanner in parts.append(try scanner.text()) }
    } else {
      parts = try scanner.text().split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).map(Array.init)
    }
    guard parts.count == 2 else { throw scanner.fault("a merge of \(parts.count) parts") }
    merges.append((parts[0], parts[1]))
  }
}
