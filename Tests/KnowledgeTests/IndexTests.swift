import DotProducts
import Foundation
import Testing

@testable import Knowledge

@Suite struct IndexTests {
  private static let words = [["a", "b"], ["a", "a", "c", "c"], ["d"], ["a"]]

  @Test func `scores are those of BM25, worked out by hand`() {
    var settings = RetrievalSettings()
    (settings.saturation, settings.lengthDiscount) = (1.2, 0.75)
    let index = LexicalIndex(words: Self.words, settings: settings)
    let found = index.best([("a", 1), ("c", 0.5)], limit: 4, isAllowed: nil)
    // Passage 1: 4 words, mean 2. a twice, in 3 of 4 passages; c twice, in 1 of 4.
    let damping = 1.2 * (1 - 0.75 + 0.75 * 4 / 2)
    let gain = 2 * 2.2 / (2 + damping)
    let expected = log(1 + 1.5 / 3.5) * gain + 0.5 * log(1 + 3.5 / 1.5) * gain
    #expect(found[0].row == 1)
    #expect(abs(Double(found[0].score) - expected) < 1e-6)
    #expect(found.map(\.row) == [1, 3, 0])
    #expect(index.best([("a", 1)], limit: 4, isAllowed: [true, false, true, false]).map(\.row) == [0])
    #expect(index.best([("z", 1)], limit: 4, isAllowed: nil).isEmpty)
  }

  @Test func `ranks are fused as the paper says`() {
    let fused = RankFusion(constant: 60, vectorWeight: 2).fuse(lexical: [7, 8], vectors: [8, 9])
    #expect(fused.map(\.row) == [8, 9, 7])
    #expect(abs(fused[0].score - (1.0 / 62 + 2.0 / 61)) < 1e-12)
    #expect(fused[0].lexicalRank == 2 && fused[0].vectorRank == 1)
    #expect(fused[2].vectorRank == nil)
  }

  @Test func `a document counts once, with the ranks of both lists`() {
    let entries = [("x", 0), ("y y", 0), ("x y", 1)].map { RetrievalIndex.Entry(heading: "", text: $0.0, document: $0.1) }
    let index = RetrievalIndex(entries: entries, vectors: [1, 0, 0, 1, 0.6, 0.8], width: 2)
    let found = index.search("x", vector: [0, 1], limit: 5, onePerDocument: true)
    #expect(found.count == 2)
    #expect(found.first { $0.row < 2 }?.lexicalRank == 1)
    #expect(found.first { $0.row < 2 }?.vectorRank == 1)
    #expect(index.search("x", vector: [0, 1], limit: 5).count == 3)
  }

  @Test func `synonyms are whole names, the longest first, and ambiguous ones say nothing`() {
    let table = SynonymTable([
      ["rodent ulcer", "basal cell carcinoma"], ["ulcer", "sore"], ["mole", "nevus"], ["mole", "animal"],
    ])
    #expect(table.expansion(of: SearchWords.of("a rodent ulcer")).sorted() == SearchWords.of("basal cell carcinoma").sorted())
    #expect(table.expansion(of: ["ulcer"]) == ["sore"])
    #expect(table.expansion(of: ["mole"]).isEmpty)
    #expect(table.expansion(of: SearchWords.of("basal cell")).isEmpty)
  }
}
