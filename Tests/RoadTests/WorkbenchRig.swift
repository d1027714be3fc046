import Detection
import Encoding
import Foundation
import Journal
import Server
import TestSupport
import Vectors
import Vocabulary

@testable import Pipeline

/// A workbench over a real journal, real kept vectors and real packs, with an encoder of two numbers.
final class WorkbenchRig: Sendable {
  /// Melanoma along the first axis, a spot against it, skin along the second.
  struct Texts: TextEmbedder {
    /// Whether it has the vectors of some wordings only, as an encoder without a text side would.
    var isStored = false
    let dimension = 2
    let fingerprint = Fingerprint("texts")

    func encode(_ texts: [String]) async throws(EncodingError) -> [[Float]] {
      if isStored, texts.contains(where: { $0.contains("spot") }) {
        throw .unavailable(request: "the vector of a new wording", available: "those that are stored")
      }
      return texts.map { text in
        text.contains("melanoma")
          ? [0.8, 0.6] : text.contains("spot") ? [-0.8, 0.6] : text.contains("room") ? [0, -1] : [0, 1]
      }
    }
  }

  let folder: TemporaryFolder
  let time = ManualTime()
  let journal: JournalStore
  let desk: WorkbenchDesk
  let packs: PackDesk
  let shadows: ShadowDesk
  let runtime: StreamRuntime
  let first: Specialty
  let model: ReadyModel
  private let store: VectorStore
  private let session = SessionIdentifier()
  let start: Moment

  init(isStored: Bool = false, isRemote: Bool = false) async throws {
    folder = try TemporaryFolder()
    start = time.now()
    journal = try await JournalStore.open(folder: folder.file("journal"), time: time)
    let curve = PlattCurve(slope: 1, intercept: 0, count: 10, positives: 5)
    model = ReadyModel(
      encoder: FakeEncoder(), text: Texts(isStored: isStored), known: nil,
      calibration: Calibration(
        model: Fingerprint("f00d"), viewRule: "", pack: "test-pack", packVersion: 1, curves: [.melanoma: curve]),
      licence: nil)
    first = try await model.specialty(try PackReader.parse(Array(CandidatePack.yaml.utf8), name: "first"))
    let shelf = PackShelf(data: folder.path)
    try shelf.keep(Array(CandidatePack.yaml.utf8))
    shadows = ShadowDesk(time: time)
    packs = PackDesk(
      journal: journal, shadows: shadows, library: PackLibrary(resources: Resources(root: URL(filePath: folder.path))),
      shelf: shelf, model: model, isRemote: isRemote, originals: [first], time: time)
    let services = StreamServices(
      hub: EventHub(), desk: AlertDesk(journal: journal, hub: EventHub()), time: time, encoder: model.encoder.description,
      ring: {}, backgrounds: BackgroundDesk(journal: journal, time: time))
    let journal = journal
    let registry = StreamRegistry(
      services: services, specialties: [first], join: { _ in }, leave: { _ in },
      savedThresholds: { try await journal.thresholds($0) }, savedBackground: { _, _ in SavedBackground.none })
    runtime = try await registry.openPushed(.demo, kind: .frames, publisher: "ada", tap: nil)
    store = VectorStore(folder: folder.path, limit: 100_000_000, keys: JournalKeys(journal: journal), time: time)
    desk = WorkbenchDesk(
      registry: registry, journal: journal, store: store, machine: TimeMachine(store: store, time: time), shadows: shadows,
      packs: packs, consents: ConsentBook(), encoder: model.encoder.description, folder: nil, keepsVectors: true, time: time)
  }

  /// Keeps 40 seconds of frames at 10 a second: what shows melanoma lies in the middle ten, what shows it least in the first ten.
  func keepFrames() async {
    for index in 0..<400 {
      let value: Float = (150..<250).contains(index) ? 0.9 + Float(index) / 10_000 : 0.1 + Float(index) / 2_000
      store.offer(
        KeptItem(
          stream: .demo, session: session, encoder: model.encoder.description.fingerprint, retainDays: nil,
          frame: KeptFrame(
            sequence: UInt64(index), capturedAt: start.advanced(by: .milliseconds(100 * index)), reasons: [],
            views: [
              KeptView(region: .whole, deduction: 0, domainLogit: nil, vector: [value, (1 - value * value).squareRoot()])
            ])))
    }
    store.finish()
    await store.run()
  }

  /// What is kept, asked about as a whole.
  func ask(
    _ settings: [ConditionIdentifier: ThresholdSetting] = [:], pack: String? = nil,
    descriptors: [ConditionIdentifier: [String]] = [:]
  ) async throws -> WhatIf {
    try await desk.whatIf(
      .demo,
      WhatIfQuery(
        settings: settings, pack: pack, descriptors: descriptors,
        wall: start.wallMilliseconds...(start.wallMilliseconds + 3_600_000)))
  }

  /// A moment of the frames, as answers write it.
  func at(_ frame: Int) -> String { start.advanced(by: .milliseconds(100 * frame)).rfc3339 }
}
