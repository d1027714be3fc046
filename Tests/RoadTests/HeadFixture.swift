import Detection
import Journal
import TestSupport
import Tuning
import Vocabulary

@testable import Pipeline

/// A model of the fakes, and heads that are fitted on its vectors.
struct HeadFixture {
  /// Melanoma along the first axis, skin along the second.
  struct Texts: TextEmbedder {
    let dimension = 2
    let fingerprint = Fingerprint("texts")

    func encode(_ texts: [String]) async throws(Never) -> [[Float]] {
      texts.map { $0.contains("melanoma") ? [0.6, 0.8] : $0.contains("wall") ? [0, -1] : [0, 1] }
    }
  }

  let folder: TemporaryFolder
  let model: ReadyModel
  let specialty: Specialty
  let journal = FakeJournal()
  let time = ManualTime()
  let store: HeadStore
  let teacher: Teacher
  let shelf: HeadShelf

  init(fingerprint: String = "f00d", in folder: TemporaryFolder? = nil) async throws {
    var encoder = FakeEncoder()
    encoder.description = EncoderDescription(
      model: "fake", fingerprint: Fingerprint(fingerprint), precision: "f32", preprocessing: "none", dimension: 2, logitScale: 10,
      domainThreshold: nil)
    self.folder = try folder ?? TemporaryFolder()
    model = ReadyModel(encoder: encoder, text: Texts(), known: nil, calibration: nil, licence: nil)
    specialty = try await model.specialty(.test)
    store = HeadStore(data: self.folder.path)
    teacher = Teacher(model: model, specialty: specialty, time: time)
    shelf = HeadShelf(store: store, model: model, specialties: [specialty], journal: journal, time: time)
  }

  /// Examples along the fake encoder's circle: melanoma where the first number is large, with some overlap.
  static func lesson(turned: Bool = false, count: Int = 400) -> Lesson {
    let examples = (0..<count).map { index in
      let isShown = index % 2 == 0
      let place = Double((index * 7919) % 100) / 100
      let value = isShown ? 0.25 + 0.7 * place : 0.05 + 0.7 * place
      let first = Float(turned ? 1 - value : value)
      return TuningExample(
        name: "\(index)", vectors: [[first, (1 - first * first).squareRoot()]], labels: isShown ? [.melanoma: 1] : [:],
        group: "g\(index)")
    }
    return Lesson(examples: examples, source: .pictures, population: "made up")
  }

  /// Fits and stores one.
  func addHead(_ name: String = "house", turned: Bool = false) throws -> SignedHead {
    let lesson = Self.lesson(turned: turned)
    return try teacher.keep(try teacher.fit(lesson), of: lesson, as: name, in: store, by: "ada")
  }

  /// What the road says of a picture that scores `value`.
  func findings(_ value: UInt8) async throws -> [Finding] {
    let frame = Frame(
      stream: StreamIdentifier("test")!, session: SessionIdentifier(), sequence: 1, capturedAt: time.now(),
      pixels: .scoring(value))
    let embeddings = try await model.encoder.encode(View(frame: frame, regions: []), deadline: time.now())
    return try PackDetector(detectors: specialty.detectors).score(frame, embeddings).assessment.findings
  }
}
