import Foundation
import Testing
import Vocabulary

@testable import Encoding

@Suite struct `Entailment model` {
  struct Golden: Decodable {
    struct Row: Decodable {
      let premise: String
      let claim: String
      let follows: Bool
      let score: Double
    }
    let pairs: [Row]
  }

  private static let shipped = Places.root.appending(path: "Knowledge/entailment")

  private static func model() throws -> EntailmentModel { try EntailmentModel(directory: shipped, sentences: Places.miniLM) }

  @Test func `scores equal the reference's for every pair`() async throws {
    let golden = try Places.golden(Golden.self, "entailment.json")
    #expect(golden.pairs.count >= 40)
    let scores = try await Self.model().score(golden.pairs.map { EntailmentPair(premise: $0.premise, claim: $0.claim) })
    for (score, row) in zip(scores, golden.pairs) { #expect(abs(score - row.score) < 1e-4, "\(row.claim)") }
  }

  /// On sentences of writers whose other sentences it was not trained on. By chance it would be 0.5.
  @Test func `what follows scores above what does not two times of three`() throws {
    let pairs = try Places.golden(Golden.self, "entailment.json").pairs
    let (right, wrong) = (pairs.filter(\.follows), pairs.filter { !$0.follows })
    let above = right.reduce(0) { total, row in total + wrong.count { $0.score < row.score } }
    #expect(Double(above) > 0.65 * Double(right.count * wrong.count))
  }

  @Test func `a text that would be cut off is refused, not judged in part`() async throws {
    let long = Array(repeating: "skin", count: 300).joined(separator: " ")
    let model = try Self.model()
    await #expect(throws: EncodingError.self) { try await model.score([EntailmentPair(premise: long, claim: "It is skin.")]) }
  }

  @Test func `on another sentence encoder than its own it is refused by the file's name`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "entailment-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = try String(contentsOf: Self.shipped.appending(path: "config.json"), encoding: .utf8)
    let other = text.replacing(/"base_sha256": "[0-9a-f]{64}"/, with: "\"base_sha256\": \"\(String(repeating: "0", count: 64))\"")
    #expect(other != text)
    try Data(other.utf8).write(to: folder.appending(path: "config.json"))
    do {
      _ = try EntailmentModel(directory: folder, sentences: Places.miniLM)
      Issue.record("it was taken")
    } catch { #expect("\(error)".contains("base_sha256")) }
  }

  @Test func `weights with a tensor missing are refused by its name`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "entailment-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(at: Self.shipped.appending(path: "config.json"), to: folder.appending(path: "config.json"))
    // A file of the same kind without one of its tensors: the sentence encoder's own.
    try FileManager.default.copyItem(
      at: Places.miniLM.appending(path: "model.safetensors").resolvingSymlinksInPath(),
      to: folder.appending(path: "model.safetensors"))
    do {
      _ = try EntailmentModel(directory: folder, sentences: Places.miniLM)
      Issue.record("it was taken")
    } catch { #expect("\(error)".contains("judge.layer.0")) }
  }
}
