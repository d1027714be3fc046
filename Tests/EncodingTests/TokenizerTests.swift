import Foundation
import Testing

@testable import Encoding

@Suite struct Tokenizers {
  private struct Lines: Decodable {
    let lines: [String]
  }

  private struct Packed: Decodable {
    let ids: Data
  }

  static func lines() throws -> [String] { try Places.golden(Lines.self, "siglip/lines.json").lines }

  /// Rows of ids, each behind its length, 16 bits each.
  static func ids(_ name: String) throws -> [[Int64]] {
    let data = try Places.golden(Packed.self, name).ids
    let words = stride(from: data.startIndex, to: data.endIndex, by: 2).map { Int64(data[$0]) | Int64(data[$0 + 1]) << 8 }
    var rows: [[Int64]] = []
    var place = 0
    while place < words.count {
      let count = Int(words[place])
      rows.append(Array(words[(place + 1)...(place + count)]))
      place += count + 1
    }
    return rows
  }

  /// How many of the lines get other ids; the first of them, if any.
  static func differences(_ tokenizer: SigLIPTokenizer, _ golden: [[Int64]]) throws -> (count: Int, first: String) {
    let lines = try lines()
    #expect(lines.count >= 3000 && golden.count == lines.count)
    let wrong = try zip(lines, golden).filter { try tokenizer.unpadded($0) != $1 }
    return (wrong.count, try wrong.first.map { "\($0.debugDescription): \(try tokenizer.unpadded($0)), expected \($1)" } ?? "")
  }

  @Test func `3200 lines have the reference's ids by SigLIP 2's kind of tokenizer`() throws {
    let tokenizer = try SigLIPTokenizer(directory: SigLIP.directory("second"), length: 64, vocabularyCount: 1024)
    let found = try Self.differences(tokenizer, try Self.ids("siglip/lines-second.json"))
    #expect(found.count == 0, "\(found)")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: Places.medSigLIP.path), "needs ../shared: MedSigLIP's tokenizer"))
  func `3200 lines have the reference's ids by MedSigLIP's tokenizer`() throws {
    let tokenizer = try SigLIPTokenizer(directory: Places.medSigLIP, length: 64, vocabularyCount: 32000)
    let found = try Self.differences(tokenizer, try Self.ids("siglip/lines-medsiglip.json"))
    #expect(found.count == 0, "\(found)")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: Places.medSigLIP.path), "needs ../shared: MedSigLIP's tokenizer"))
  func `MedSigLIP's tokenizer json alone gives the same ids`() throws {
    let folder = try Catalogue.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let name = TokenizerFile.name
    try FileManager.default.copyItem(at: Places.medSigLIP.appending(path: name), to: folder.appending(path: name))
    let tokenizer = try SigLIPTokenizer(directory: folder, length: 64, vocabularyCount: 32000)
    #expect(tokenizer.summary.contains(name))
    let found = try Self.differences(tokenizer, try Self.ids("siglip/lines-medsiglip.json"))
    #expect(found.count == 0, "\(found)")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: Places.medSigLIP.path), "needs ../shared: MedSigLIP's tokenizer"))
  func `MedSigLIP's tokens equal the reference's`() throws {
    struct Tokens: Decodable {
      let tokens: [SentenceEncoderTokens]
    }
    let tokenizer = try SigLIPTokenizer(directory: Places.medSigLIP, length: 64, vocabularyCount: 32000)
    for row in try Places.golden(Tokens.self, "siglip/tokens.json").tokens {
      #expect(try tokenizer.unpadded(row.text) == row.ids, "\(row.text.debugDescription)")
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: Places.medSigLIP.path), "needs ../shared: MedSigLIP's tokenizer"))
  func `MedSigLIP's texts are padded and cut with its end mark`() throws {
    let tokenizer = try SigLIPTokenizer(directory: Places.medSigLIP, length: 64, vocabularyCount: 32000)
    let ids = try tokenizer.encode("Melanoma, dermoscopy image!")
    #expect(ids == [28145, 262, 16077, 23240, 1015] + [Int64](repeating: 1, count: 59))
    #expect(try tokenizer.encode(String(repeating: "rash ", count: 200)).count == 64)
    #expect(try tokenizer.encode(String(repeating: "rash ", count: 200)).last == 1)
  }

  @Test(arguments: [
    ("{}", "model.type"), ("{\"model\":{\"type\":\"WordPiece\"}}", "model.type"), ("{\"model\":", "byte"), ("[]", "byte"),
    ("{\"model\":{\"type\":\"BPE\",\"vocab\":{},\"merges\":[\"a b\"]}}", "normalizer"),
    ("{\"normalizer\":{\"type\":\"NFKC\"},\"model\":{\"type\":\"BPE\",\"vocab\":{},\"merges\":[]}}", "normalizer"),
    (
      "{\"normalizer\":{\"type\":\"Replace\",\"pattern\":{\"String\":\" \"},\"content\":\"▁\"},"
        + "\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[[\"a\",\"b\"]]}}", "model.merges[0]"
    ),
    ("{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0,\"a\":1}}}", "byte"),
    ("{\"model\":{\"type\":\"Unigram\",\"vocab\":[[\"a\",0.0]],\"unk_id\":7}}", "model.unk_id"),
    ("{\"model\":{\"type\":\"Unigram\",\"vocab\":[[\"<unk>\",0.0],[\"a\",-1.0]],\"unk_id\":0}}", "pieces"),
  ])
  func `a tokenizer file that cannot be used says which part`(json: String, field: String) throws {
    let folder = try Catalogue.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(json.utf8).write(to: folder.appending(path: TokenizerFile.name))
    let error = #expect(throws: EncodingError.self) {
      try SigLIPTokenizer(directory: folder, length: 64, vocabularyCount: 100)
    }
    guard case .configuration(_, let named, _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(named.hasPrefix(field), "\(named)")
  }

  @Test func `a directory without any tokenizer file names all three`() throws {
    let folder = try Catalogue.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let error = #expect(throws: EncodingError.self) {
      try SigLIPTokenizer(directory: folder, length: 64, vocabularyCount: 100)
    }
    let text = "\(String(describing: error?.description))"
    for name in ["spiece.model", "tokenizer.json", "tokenizer.model"] { #expect(text.contains(name)) }
  }

  @Test func `pieces that Unicode holds for equivalent stay apart`() throws {
    // The Greek question mark is canonically a semicolon, and é may be written in two ways.
    var file = try TokenizerFile(contentsOf: SigLIP.directory("second").appending(path: TokenizerFile.name))
    file.ids[Array("\u{E9}".utf8)] = 1000
    file.ids[Array("e\u{301}".utf8)] = 1001
    let model = try BytePairModel(file)
    #expect(model.id(of: "\u{E9}") == 1000 && model.id(of: "e\u{301}") == 1001)
    #expect(model.encode("\u{37E}") != model.encode(";"))
  }

  @Test func `a vocabulary larger than the tower's table is refused`() {
    let error = #expect(throws: EncodingError.self) {
      try SigLIPTokenizer(directory: SigLIP.directory("second"), length: 64, vocabularyCount: 500)
    }
    #expect(error?.description.contains("at most 500") == true)
  }

  @Test func `a long text takes time in proportion to its length`() throws {
    let tokenizer = try SigLIPTokenizer(directory: SigLIP.directory("second"), length: 64, vocabularyCount: 1024)
    #expect(try tokenizer.encode(String(repeating: "melanoma skin ", count: 20_000)).count == 64)
  }
}
