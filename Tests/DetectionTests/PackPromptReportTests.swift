import Detection
import Testing
import Vocabulary

@Suite("Pack prompt report") struct PackPromptReportTests {
  /// Vectors of a made space: what a text contains decides.
  private func report(_ place: (String) -> [Float]) throws -> PackPromptReport {
    let pack = try PackReader.parse(Array(PackText.valid.utf8), name: "p")
    return try PackPromptReport(pack, vectors: PackPrompts(pack).texts.map(place))
  }

  @Test func `a pack that is told apart passes`() throws {
    let report = try report { $0.contains("melanoma") ? [1, 0, 0] : $0.contains("psoriasis") ? [0, 1, 0] : [0, 0, 1] }
    #expect(report.isPassed && report.terms == 3 && report.collisions.isEmpty)
    #expect(report.spreads.map(\.mean) == [1, 1])
  }

  @Test func `a wording nearer to another condition is named`() throws {
    // "melanoma" points where psoriasis does; "malignant melanoma" far the other way, so the mean lies between.
    let report = try report {
      $0.contains("malignant")
        ? [1, 0, 0] : $0.contains("melanoma") ? [0, 1, 0] : $0.contains("psoriasis") ? [0.1, 0.99, 0] : [0, 0, 1]
    }
    #expect(!report.isPassed && report.strays.map(\.term) == ["melanoma"] && report.strays.first?.nearer.text == "psoriasis")
    #expect(report.collisions.count == 1)
  }

  @Test func `another number of vectors is refused`() throws {
    let pack = try PackReader.parse(Array(PackText.valid.utf8), name: "p")
    #expect(throws: DetectionError.self) { try PackPromptReport(pack, vectors: [[1]]) }
  }
}
