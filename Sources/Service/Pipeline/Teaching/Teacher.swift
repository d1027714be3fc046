public import Capture
import Cryptography
public import Foundation
public import Journal
public import Tuning
public import Vocabulary

/// Makes lessons of pictures and of verdicts, and heads of lessons, for one encoder and pack.
///
/// Pictures become views and vectors on the road's own way: the pack's framing with its crops, as `evaluate` and the server take them.
public struct Teacher: Sendable {
  private static let form = "vectors of views 1"

  let model: ReadyModel
  let specialty: Specialty
  private let analysis: PictureAnalysis
  private let scorer: PriorScorer
  private let time: any TimeSource

  /// Makes the pack ready for the model, without heads.
  ///
  /// - Parameters:
  ///   - model: whose vectors are learned from.
  ///   - pack: whose conditions are learned.
  ///   - time: what entries are dated with.
  /// - Throws: what keeps the pack's wordings from being embedded.
  public init(model: ReadyModel, pack: Pack, time: any TimeSource = SystemTime()) async throws {
    self.init(model: model, specialty: try await model.specialty(pack), time: time)
  }

  init(model: ReadyModel, specialty: Specialty, time: any TimeSource) {
    self.model = model
    self.specialty = specialty
    self.time = time
    analysis = PictureAnalysis(encoder: model.encoder, specialty: specialty, time: time)
    scorer = PriorScorer(specialty)
  }

  /// The pack whose conditions are learned.
  public var pack: Pack { specialty.pack }
  /// The encoder whose vectors are learned from.
  public var encoder: EncoderDescription { model.encoder.description }

  // MARK: Lessons

  /// Encodes pictures, or takes their vectors from the cache.
  ///
  /// - Parameters:
  ///   - pictures: with their labels.
  ///   - source: where they come from.
  ///   - population: what probabilities will speak of.
  ///   - policy: which files may be read.
  ///   - cache: keeps vectors; what it holds for this encoder is not encoded again.
  ///   - progress: told how many are done.
  /// - Returns: the lesson; files that cannot be read are named in it.
  /// - Throws: the encoder's error, or where the cache cannot be written.
  public func lesson(
    of pictures: [LessonPicture], source: HeadContent.Source, population: String, policy: SourcePolicy = .standard, cache: URL,
    progress: @Sendable (Int) -> Void = { _ in }
  ) async throws -> Lesson {
    var file = try VectorCache(file: cache, fingerprint: cacheFingerprint)
    var (examples, unreadable) = ([TuningExample](), [String]())
    for (index, picture) in pictures.enumerated() {
      if let line = try await line(of: picture, policy, &file) {
        examples.append(
          TuningExample(
            name: picture.name, vectors: line.vectors, labels: picture.labels, group: picture.group, strata: picture.strata,
            before: try scorer.scores(line.vectors, deductions: line.deductions)))
      } else {
        unreadable.append(picture.name)
      }
      progress(index + 1)
    }
    return Lesson(
      examples: examples, source: source, population: population,
      unused: unreadable.isEmpty ? [:] : ["a file that cannot be read as a picture": unreadable.count], unreadable: unreadable)
  }

  private var cacheFingerprint: String {
    SHA256.digest(of: "\(Self.form)\n\(model.encoder.description.fingerprint.text)\n\(pack.regionStrategy)\n").hexadecimal
  }

  /// `nil` for a file that cannot be read as a picture.
  private func line(
    of picture: LessonPicture, _ policy: SourcePolicy, _ cache: inout VectorCache
  ) async throws -> VectorCache.Line? {
    guard let bytes = FileManager.default.contents(atPath: picture.file) else { return nil }
    let hash = SHA256.digest(of: [UInt8](bytes)).hexadecimal
    if let known = cache.kept[hash] { return known }
    let pixels: PixelBuffer
    do throws(PictureFault) {
      pixels = try await PictureDecoder().decode(file: picture.file, policy: policy)
    } catch { return nil }
    let embeddings = try await analysis.views(pixels).embeddings
    let description = model.encoder.description
    return try cache.add(
      hash, embeddings.map(\.vector), deductions: embeddings.map { description.deduction(of: $0) })
  }

  /// What readers said of this encoder's alerts.
  ///
  /// - Parameter entries: of the kinds ``verdictKinds``, in the order of the chain, with vectors.
  /// - Returns: the lesson, one example an alert, grouped by session.
  /// - Throws: where a vector cannot be scored.
  public func lesson(of entries: [JournalEntry]) throws -> Lesson {
    var book = VerdictBook()
    for entry in entries { book.take(entry) }
    let (judged, unused) = book.judged(by: model.kin)
    let examples = try judged.filter { $0.alert.pack == pack.fingerprint || $0.condition == nil || knows($0.condition) }
      .map { item in
        let frames = item.alert.why.filter { $0.vector != nil }
        let vectors = frames.compactMap(\.vector)
        return TuningExample(
          name: item.alert.id.text, vectors: vectors, labels: item.condition.map { [$0: 1] } ?? [:],
          group: item.alert.session.text,
          before: try scorer.scores(vectors, deductions: frames.map { $0.deduction ?? 0 }))
      }
    return Lesson(
      examples: examples, source: .verdicts,
      population:
        "frames on which this server raised an alert, as readers judged them; of frames without an alert it says nothing",
      unused: Dictionary(uniqueKeysWithValues: unused.map { ($0.key.rawValue, $0.value) }))
  }

  private func knows(_ condition: ConditionIdentifier?) -> Bool { pack.conditions.contains { $0.id == condition } }

  /// The kinds of entries that a lesson of verdicts is made of.
  public static let verdictKinds: Set<JournalEntryKind> = [
    .alertRaised, .verdict, .sessionStarted, .consentChanged, .purged,
  ]

  // MARK: Heads

  /// What there is of each condition that a lesson names, the best supplied first.
  ///
  /// - Parameter lesson: any.
  /// - Returns: counts, and what is missing.
  public func supplies(_ lesson: Lesson) -> [TuningSupply] {
    let named = Set(lesson.examples.flatMap { $0.labels.keys })
    return pack.conditions.map(\.id).filter(named.contains).map { TuningNeeds().supply(of: $0, in: lesson.examples) }
      .sorted { ($0.isEnough ? 0 : 1, -$0.positives, $0.condition) < ($1.isEnough ? 0 : 1, -$1.positives, $1.condition) }
  }

  /// Learns a head, without storing it. It computes for seconds or minutes on the calling thread.
  ///
  /// - Parameters:
  ///   - lesson: what is learned from.
  ///   - progress: told how many steps are done, and of how many.
  /// - Returns: the head's parts with their figures.
  /// - Throws: `TuningError/tooFew(sentences:)` and the other errors of the fit.
  public func fit(
    _ lesson: Lesson, progress: @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws(TuningError) -> HeadFitter.Outcome {
    var fitter = HeadFitter()
    for condition in pack.conditions where condition.threshold?.scale == .probability {
      fitter.thresholds[condition.id] = condition.threshold?.enter
    }
    return try fitter.fit(supplies(lesson).map(\.condition).sorted(), on: lesson.examples, progress: progress)
  }

  /// Signs and stores what was learned as the head's next version. It is not in force by that.
  ///
  /// - Parameters:
  ///   - outcome: what was learned.
  ///   - lesson: from what.
  ///   - name: the head's.
  ///   - store: of the data folder.
  ///   - by: who asked for it.
  /// - Returns: what was stored.
  /// - Throws: `TuningError`.
  public func keep(
    _ outcome: HeadFitter.Outcome, of lesson: Lesson, as name: String, in store: HeadStore, by: String
  ) throws(TuningError) -> SignedHead {
    let (base, now) = (HeadContent.Base(encoder: model.encoder.description, pack: pack), time.now())
    return try store.add(name) { version in
      HeadContent(
        name: name, version: version, madeAt: now.rfc3339, by: by, source: lesson.source, population: lesson.population,
        base: base, outcome: outcome, unused: lesson.unused)
    }
  }

  /// Puts a version in force or takes it off, for a data folder that no server is using.
  ///
  /// - Parameters:
  ///   - store: of the data folder.
  ///   - journal: of the same folder: the change is audited there.
  /// - Returns: what changes it.
  public func shelf(_ store: HeadStore, journal: JournalStore) -> HeadActivation {
    HeadActivation(
      shelf: HeadShelf(store: store, model: model, specialties: [specialty], journal: journal, time: time))
  }

  /// Why a head cannot be used here; `nil` if it can.
  ///
  /// - Parameter head: any.
  /// - Returns: a sentence.
  public func misfit(_ head: SignedHead) -> String? {
    guard head.content.base.pack == pack.id else { return "it belongs to pack \(head.content.base.pack)" }
    do throws(TuningError) {
      _ = try model.trained(head, for: pack)
      return nil
    } catch { return "\(error)" }
  }
}
