import Detection
import Foundation
import Testing
import Vocabulary

@Suite struct MapVerdictTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "maps-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private static func verdict(deletion: Double, insertion: Double) -> MapVerdict {
    MapVerdict(
      model: Fingerprint("weights"), pack: "test-pack", pictures: 40, deletionGain: .init(mean: 0.1, low: deletion, high: 0.2),
      insertionGain: .init(mean: 0.1, low: insertion, high: 0.2))
  }

  @Test func `a map is shown only if both whole intervals are above chance`() {
    #expect(Self.verdict(deletion: 0.01, insertion: 0.01).isFaithful)
    #expect(!Self.verdict(deletion: 0, insertion: 0.01).isFaithful)
    #expect(!Self.verdict(deletion: 0.01, insertion: -0.01).isFaithful)
  }

  @Test func `a verdict counts for the weights that were measured, and for no others`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try MapVerdict.read(in: folder, model: Fingerprint("weights")) == nil)
    let verdict = Self.verdict(deletion: 0.01, insertion: -0.2)
    try verdict.write(in: folder)
    #expect(try MapVerdict.read(in: folder, model: Fingerprint("weights")) == verdict)
    #expect(try MapVerdict.read(in: folder, model: Fingerprint("others")) == nil)
    try Data("{".utf8).write(to: folder.appending(path: MapVerdict.fileName))
    #expect(throws: DetectionError.self) { try MapVerdict.read(in: folder, model: Fingerprint("weights")) }
  }
}
