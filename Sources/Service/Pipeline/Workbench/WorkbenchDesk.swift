import Detection
import Foundation
import Journal
import Server
import Synchronization
import Vectors
import Vocabulary

/// Choosing thresholds and packs: what the page `/thresholds` asks.
struct WorkbenchDesk: WorkbenchBackend {
  let registry: StreamRegistry
  let journal: JournalStore
  let store: VectorStore
  let machine: TimeMachine
  let shadows: ShadowDesk
  let packs: PackDesk
  let consents: ConsentBook
  let encoder: EncoderDescription
  /// Where the encoder's files lie; `nil` for one that has none here.
  let folder: URL?
  /// Whether anything may be kept at all.
  let keepsVectors: Bool
  let time: any TimeSource

  func whatIf(_ stream: StreamIdentifier, _ query: WhatIfQuery) async throws(BackendError) -> WhatIf {
    let runtime = try await runtime(stream)
    let known = Set(runtime.pack.conditions.map(\.id))
    for condition in query.settings.keys.sorted() where !known.contains(condition) {
      throw .invalid(pointer: "/thresholds/\(condition)", allowed: "a condition of the stream's pack")
    }
    for condition in query.descriptors.keys.sorted() where !known.contains(condition) {
      throw .invalid(pointer: "/descriptors/\(condition)", allowed: "a condition of the stream's pack")
    }
    var specialty: Specialty?
    if let name = query.pack { specialty = try await packs.specialty(named: name, for: runtime.pack) }
    var question = try await question(runtime, query.wall, specialty: specialty, settings: query.settings)
    if !query.descriptors.isEmpty { question = try await worded(question, runtime.pack, query.descriptors) }
    do throws(VectorError) { return try await machine.answer(question) } catch { throw BackendError(error) }
  }

  func changes(_ stream: StreamIdentifier, limit: Int) async throws(BackendError) -> [JournalEntry] {
    _ = try await runtime(stream)
    do throws(JournalError) {
      return try await journal.newestEntries([.thresholdChanged, .packChanged, .shadowChanged], limit: limit) {
        $0.data["stream"]?.text == stream.text
      }
    } catch { throw BackendError(error) }
  }

  func candidates() async throws(BackendError) -> [PackCandidate] { try await packs.candidates() }

  func addCandidate(_ bytes: [UInt8], by principal: Principal) async throws(BackendError) -> PackCandidate {
    try await packs.add(bytes)
  }

  func pack(_ stream: StreamIdentifier) async throws(BackendError) -> PackState {
    try await packs.state(of: try await runtime(stream))
  }

  func startShadow(
    _ stream: StreamIdentifier, pack: String, by principal: Principal
  ) async throws(BackendError) -> PackState {
    try await packs.start(pack, on: try await runtime(stream), by: principal.name)
  }

  func stopShadow(_ stream: StreamIdentifier, by principal: Principal) async throws(BackendError) -> PackState {
    try await packs.stop(on: try await runtime(stream), by: principal.name)
  }

  func promote(
    _ stream: StreamIdentifier, ifRevision revision: String?, by principal: Principal
  ) async throws(BackendError) -> PackState {
    try await packs.promote(on: try await runtime(stream), ifRevision: revision, by: principal.name)
  }

  func rollBack(
    _ stream: StreamIdentifier, ifRevision revision: String?, by principal: Principal
  ) async throws(BackendError) -> PackState {
    try await packs.rollBack(on: try await runtime(stream), ifRevision: revision, by: principal.name)
  }

  // MARK: Parts

  func runtime(_ stream: StreamIdentifier) async throws(BackendError) -> StreamRuntime {
    guard let runtime = await registry.runtime(stream) else { throw .unknownStream(stream) }
    return runtime
  }

  /// What to try, with everything that an answer needs.
  ///
  /// - Parameters:
  ///   - specialty: the pack to try; `nil` = the one in force.
  ///   - settings: what to try; empty = every setting in force, or that the pack to try would bring.
  func question(
    _ runtime: StreamRuntime, _ wall: ClosedRange<Int64>, specialty: Specialty?,
    settings: [ConditionIdentifier: ThresholdSetting]
  ) async throws(BackendError) -> TimeMachine.Question {
    let inForce = runtime.thresholds.settings
    let live = try await packs.specialtyInForce(runtime.pack)
    let specialty = specialty ?? live
    var all = settings
    if settings.isEmpty {
      all = inForce
      for condition in specialty.pack.conditions where all[condition.id] == nil { all[condition.id] = condition.threshold }
    }
    let isLive = specialty.pack.fingerprint == live.pack.fingerprint
    let background = runtime.frozenQuantiles
    return TimeMachine.Question(
      stream: runtime.id, wall: wall, specialty: specialty,
      settings: Dictionary(uniqueKeysWithValues: all.map { ($0.key, (tried: $0.value, inUse: inForce[$0.key])) }),
      background: isLive ? background : nil,
      inForce: isLive ? nil : TimeMachine.InForce(specialty: live, background: background),
      marks: try await MarkReader(journal: journal).marks(of: runtime.id, in: wall),
      whyNothing: whyNothing(runtime))
  }

  /// The same question about other descriptors of the pack in force.
  private func worded(
    _ question: TimeMachine.Question, _ live: Pack, _ descriptors: [ConditionIdentifier: [String]]
  ) async throws(BackendError) -> TimeMachine.Question {
    TimeMachine.Question(
      stream: question.stream, wall: question.wall, specialty: try await packs.specialty(live, worded: descriptors),
      settings: question.settings, background: question.background,
      inForce: TimeMachine.InForce(specialty: question.specialty, background: question.background),
      matched: Set(descriptors.keys), marks: question.marks, whyNothing: question.whyNothing)
  }

  private func whyNothing(_ runtime: StreamRuntime) -> String {
    if !keepsVectors { return "The configuration keeps no vectors: kept_vectors_mb is 0." }
    if let fault = store.counts.fault { return "Vectors cannot be kept just now: \(fault)." }
    guard let session = runtime.session else { return "No frame of this time is kept, and the stream sends no pictures now." }
    return consents.consent(of: session).record
      ? "No frame of this time is kept. The session allows it, so that frames from now on will be."
      : "No vector of this stream is kept, because its session does not allow it (consent: record)."
  }
}

extension BackendError {
  init(_ error: VectorError) { self = .failed(what: error.description) }
}

extension StreamRuntime {
  /// The recorded ordinary frames, as thresholds are measured against them.
  var frozenQuantiles: BackgroundQuantiles? { content.withLock { $0.background.frozen?.quantiles } }
}
