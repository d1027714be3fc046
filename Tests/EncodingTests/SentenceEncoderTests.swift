import Foundation
import Testing
import Vocabulary

@testable import Encoding

@Suite struct `Sentence encoder` {
  struct Golden: Decodable {
    struct Sentence: Decodable {
      let text: String
      let ids: [Int64]
      let vector: [Float]
    }
    struct Tokens: Decodable {
      let text: String
      let ids: [Int64]
    }
    let sentences: [Sentence]
    let tokens: [Tokens]
  }

  static func tokenizer() throws -> WordPieceTokenizer {
    WordPieceTokenizer(
      vocabulary: try WordPieceVocabulary(contentsOf: Places.miniLM.appending(path: "vocab.txt")), lengthLimit: 256)
  }

  @Test func `tokens equal the reference's for plain and hard texts`() throws {
    let golden = try Places.golden(Golden.self, "sentences.json")
    let tokenizer = try Self.tokenizer()
    for row in golden.sentences { #expect(tokenizer.encode(row.text) == row.ids, "\(row.text)") }
    for row in golden.tokens { #expect(tokenizer.encode(row.text) == row.ids, "\(row.text.debugDescription)") }
  }

  @Test func `vectors equal the reference's in every element`() async throws {
    let golden = try Places.golden(Golden.self, "sentences.json")
    let encoder = try SentenceEncoder(directory: Places.miniLM)
    let vectors = try await encoder.encode(golden.sentences.map(\.text))
    for (vector, row) in zip(vectors, golden.sentences) { Parity.expect(vector, equals: row.vector, within: 1e-4) }
  }

  @Test func `a text has the same vector alone and among others`() async throws {
    let encoder = try SentenceEncoder(directory: Places.miniLM)
    let texts = ["normal skin", "a photo of a melanoma on the back of an elderly man, dermoscopy", "x"]
    let together = try await encoder.encode(texts)
    for (text, vector) in zip(texts, together) {
      Parity.expect(try await encoder.encode([text])[0], equals: vector, within: 1e-5)
    }
  }

  @Test func `the fingerprint names the model and stays`() throws {
    let first = try SentenceEncoder(directory: Places.miniLM)
    let second = try SentenceEncoder(directory: Places.miniLM)
    #expect(first.fingerprint == second.fingerprint)
    #expect(first.fingerprint.text.count == 64)
  }

  @Test func `a directory without a model is refused by the file's name`() {
    #expect(throws: EncodingError.self) { try SentenceEncoder(directory: Places.fixtures) }
  }
}
