import Foundation
import TestSupport
import Testing

@testable import Pipeline

@Suite struct `The results file of an evaluation` {
  private func score(_ picture: String, _ fingerprint: String = "one") -> PictureScore {
    PictureScore(
      picture: picture, fingerprint: fingerprint, refusals: [], scores: ["melanoma": .init(evidence: 0.25, probability: nil)],
      toneDegrees: 12.5)
  }

  @Test func `gives back what was written, for its own fingerprint only`() throws {
    let folder = try TemporaryFolder()
    var file = try ResultsFile(path: folder.file("r.jsonl"), fingerprint: "one")
    try file.add(score("a"))
    var other = try ResultsFile(path: folder.file("r.jsonl"), fingerprint: "two")
    #expect(other.kept.isEmpty)
    try other.add(score("b", "two"))
    let again = try ResultsFile(path: folder.file("r.jsonl"), fingerprint: "one")
    #expect(again.kept == ["a": score("a")])
  }

  @Test func `goes on after a line that was cut off`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("r.jsonl")
    var file = try ResultsFile(path: path, fingerprint: "one")
    try file.add(score("a"))
    try file.add(score("b"))
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    try whole.dropLast(20).write(to: URL(fileURLWithPath: path))
    var mended = try ResultsFile(path: path, fingerprint: "one")
    #expect(mended.kept.keys.sorted() == ["a"])
    try mended.add(score("b"))
    #expect(try ResultsFile(path: path, fingerprint: "one").kept.keys.sorted() == ["a", "b"])
  }

  @Test func `says where it cannot be written`() {
    #expect(throws: (any Error).self) { try ResultsFile(path: "/nowhere/at/all.jsonl", fingerprint: "one") }
  }
}
