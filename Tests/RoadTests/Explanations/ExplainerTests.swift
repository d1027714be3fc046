import Detection
import Explanation
import Foundation
import Knowledge
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

/// What a reader is told when the store is not there, cannot be read, or its embedder fails: three states, none an empty answer.
@Suite(.timeLimit(.minutes(5)))
struct ExplainerTests {
  /// Every text gets the same vector, until it is told to fail.
  private struct Flat: TextEmbedder {
    struct Failure: Error {}
    let fingerprint = Fingerprint("flat")
    let dimension = 4
    var refused: String?
    func encode(_ texts: [String]) async throws(Failure) -> [[Float]] {
      if let refused, texts.contains(where: { $0.contains(refused) }) { throw Failure() }
      return texts.map { _ in [1, 0, 0, 0] }
    }
  }

  private struct Rig {
    let folder: TemporaryFolder
    let packs: [Pack]
    let library: KnowledgeLibrary

    var base: String { folder.file("base.sqlite") }
    var explainer: Explainer { Explainer(library: library, packs: packs) }

    init(refusing refused: String? = nil) async throws {
      let resources = RealKnowledge.resources
      folder = try TemporaryFolder()
      packs = [try PackReader.read(file: resources.packs.appending(path: "dermatology.yaml").path)]
      let embedder = SentenceVectors(Flat(refused: refused))
      let base = URL(filePath: folder.file("base.sqlite"))
      let content = try KnowledgeContent(folder: resources.knowledge, packs: packs)
      _ = try await KnowledgeBuilder(embedder: embedder, time: SystemTime()).build(content, to: base)
      library = try await Self.open(folder, packs, embedder)
    }

    private static func open(
      _ folder: TemporaryFolder, _ packs: [Pack], _ embedder: SentenceVectors
    ) async throws -> KnowledgeLibrary {
      try await KnowledgeLibrary.open(
        base: URL(filePath: folder.file("base.sqlite")), own: URL(filePath: folder.file("own.sqlite")), packs: packs,
        embedder: embedder, time: SystemTime())
    }

    /// Another process changes the user's store, so that everything is read again.
    func changeElsewhere() async throws {
      let file = URL(filePath: folder.file("leaflet.txt"))
      try Data("A leaflet about scars that says nothing of melanoma.".utf8).write(to: file)
      let other = try await Self.open(folder, packs, SentenceVectors(Flat()))
      _ = try await other.importDocument(ImportRequest(file: file, licence: "own"), by: "test")
    }
  }

  @Test func `without a store it says that there is none`() async {
    let explainer = Explainer(library: nil, packs: [.test])
    #expect(await explainer.explanation(of: .explained()).refused == ExplanationRefusal.noStore.sentence)
    #expect(await explainer.answer("What looks like it?", about: .explained()).refused == ExplanationRefusal.noStore.sentence)
  }

  @Test func `a store that is gone meanwhile is a missing one`() async throws {
    let rig = try await Rig()
    #expect(await rig.explainer.explanation(of: .explained()).refused == nil)
    try await rig.changeElsewhere()
    try FileManager.default.removeItem(atPath: rig.base)
    #expect(await rig.explainer.explanation(of: .explained()).refused == ExplanationRefusal.noStore.sentence)
  }

  @Test func `a store that cannot be read is not said to be missing`() async throws {
    let rig = try await Rig()
    try await rig.changeElsewhere()
    try Data(repeating: 7, count: 8_192).write(to: URL(filePath: rig.base))
    #expect(await rig.explainer.explanation(of: .explained()).refused == ExplanationRefusal.storeFailed.sentence)
    let answer = await rig.explainer.answer("What looks like it?", about: .explained())
    #expect(answer.refused == ExplanationRefusal.storeFailed.sentence && answer.sentences.isEmpty)
  }

  @Test func `an embedder that fails is a failure of the answer, and explanations go on`() async throws {
    let rig = try await Rig(refusing: "zebra")
    let answer = await rig.explainer.answer("Does it look like a zebra?", about: .explained())
    #expect(answer.refused == ExplanationRefusal.storeFailed.sentence)
    #expect(await rig.explainer.explanation(of: .explained()).refused == nil)
    #expect(await rig.explainer.answer("What looks like it?", about: .explained()).refused == nil)
  }

  @Test func `a condition of no loaded pack is unknown, not unexplained`() async throws {
    let rig = try await Rig()
    let stranger = try #require(ConditionIdentifier("kuru"))
    #expect(await rig.explainer.explanation(of: stranger).refused == ExplanationRefusal.unknownCondition.sentence)
    let answer = await rig.explainer.answer("What looks like it?", about: .explained(stranger))
    #expect(answer.refused == ExplanationRefusal.unknownCondition.sentence)
  }

  @Test func `every refusal says first what did not happen`() {
    for refusal in ExplanationRefusal.allCases {
      #expect(refusal.sentence.hasPrefix("Not explained: ") || refusal.sentence.hasPrefix("Not answered: "))
    }
  }
}
