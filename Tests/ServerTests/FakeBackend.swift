import Foundation
import People
import Synchronization
import Vocabulary

@testable import Server

/// A backend that keeps everything in memory and counts what it was asked.
actor FakeBackend: Backend {
  private var states: [StreamIdentifier: StreamState] = [:]
  private var settings: [ConditionIdentifier: ThresholdSetting] = [
    .melanoma: ThresholdSetting(enter: 0.62, exit: 0.5)
  ]
  private var revision = 1
  private var records: [AlertRecord] = []
  private var chain: [JournalEntry] = []
  private var mediaSessions: Set<String> = []
  private(set) var offers: [String] = []
  private(set) var fragments: [(fragment: String, ifMatch: String?)] = []
  private(set) var frames: [[UInt8]] = []
  private(set) var closedFrames = 0
  private(set) var actions: [String] = []
  private var ready = true
  private var isHolding = false
  private var held: [CheckedContinuation<Void, Never>] = []
  private var isHoldingJournal = false
  private var heldReaders: [CheckedContinuation<Void, Never>] = []
  private var journalFailure: BackendError?
  private nonisolated let listeners = Mutex<[AsyncStream<ServerEvent>.Continuation]>([])

  nonisolated let knowledge: any KnowledgeBackend = FakeKnowledge()
  nonisolated let evidence: any EvidenceBackend = FakeEvidence()
  nonisolated let voice: any VoiceBackend = FakeVoice()
  nonisolated let bench = FakeWorkbench()
  nonisolated var workbench: any WorkbenchBackend { bench }
  nonisolated let calls: (any CallBackend)? = FakeCalls()
  nonisolated let people: PeopleDesk
  nonisolated let provider: ProviderDesk?
  nonisolated let kept = FakeAudit()
  nonisolated var audit: any AuditBackend { kept }
  nonisolated let house: any HouseBackend = FakeHouse()
  nonisolated let sessions: any SessionBackend = FakeSessions()
  nonisolated let review: any ReviewBackend = FakeReview()
  nonisolated let verdicts = FakeVerdicts()
  nonisolated var mcpVerdicts: (any McpVerdicts)? { verdicts }
  nonisolated let teachingDouble = FakeTeaching()
  nonisolated var teaching: any TeachingBackend { teachingDouble }

  nonisolated let sinks = FakeSinks()
  nonisolated var handOff: (any HandoffBackend)? { sinks }

  init(people: PeopleDesk, provider: ProviderDesk? = nil) {
    self.people = people
    self.provider = provider
    states[.demo] = .sample(.demo)
  }

  // MARK: For tests

  func setReady(_ value: Bool) { ready = value }
  func setJournalFailure(_ failure: BackendError?) { journalFailure = failure }

  /// Makes analyses wait until they are released.
  func holdAnalyses() { isHolding = true }
  var heldAnalyses: Int { held.count }
  func releaseAnalyses() {
    isHolding = false
    for one in held { one.resume() }
    held = []
  }

  /// Makes readers of the journal wait until they are released.
  func holdJournal() { isHoldingJournal = true }
  var readersHeld: Int { heldReaders.count }
  func releaseJournal() {
    isHoldingJournal = false
    for one in heldReaders { one.resume() }
    heldReaders = []
  }

  /// Destroys a session: its entries can no longer be read, its alerts are gone.
  func purge(_ session: SessionIdentifier) {
    records.removeAll { $0.session == session }
    chain = chain.map { entry in
      guard entry.session == session else { return entry }
      return JournalEntry(
        sequence: entry.sequence, kind: entry.kind, at: entry.at, session: session, alert: entry.alert, data: ["purged": true],
        previousHash: entry.previousHash, hash: entry.hash)
    }
    append(.purged, session: session)
  }

  nonisolated func emit(_ event: ServerEvent) { listeners.withLock { for listener in $0 { listener.yield(event) } } }

  /// Appends an entry and returns its sequence.
  @discardableResult
  func append(
    _ kind: JournalEntryKind, alert: AlertRecord? = nil, session: SessionIdentifier? = nil, data: JSONValue = .object([:]),
    at: String = "2026-01-01T00:00:00.000Z"
  ) -> Int64 {
    let sequence = Int64(chain.count + 1)
    var content = data
    if kind == .alertRaised, var record = alert {
      record.sequence = sequence
      content = (try? JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(record))) ?? data
      records.append(record)
    }
    chain.append(
      JournalEntry(
        sequence: sequence, kind: kind, at: at, session: session ?? alert?.session, alert: alert?.id, data: content,
        previousHash: "p\(sequence)", hash: "h\(sequence)"))
    return sequence
  }

  /// Stores and shows an alert, as the road does.
  @discardableResult
  func raise(_ record: AlertRecord) -> Int64 {
    let sequence = append(.alertRaised, alert: record)
    emit(.alert(record, sequence: sequence))
    return sequence
  }

  // MARK: Backend

  func streams() -> [StreamState] { states.values.sorted { $0.id < $1.id } }
  func stream(_ id: StreamIdentifier) -> StreamState? { states[id] }

  func addStream(_ request: StreamRequest, by principal: Principal) throws(BackendError) -> StreamState {
    guard states[request.id] == nil else { throw .streamExists(request.id) }
    guard !request.url.contains("forbidden") else { throw .sourceRefused(allowed: "rtsp within 127.0.0.0/8") }
    states[request.id] = .sample(request.id)
    return .sample(request.id)
  }

  func removeStream(_ id: StreamIdentifier, by principal: Principal) throws(BackendError) {
    guard states.removeValue(forKey: id) != nil else { throw .unknownStream(id) }
  }

  func thresholds(_ stream: StreamIdentifier) throws(BackendError) -> ThresholdTable {
    guard states[stream] != nil else { throw .unknownStream(stream) }
    return ThresholdTable(settings: settings, revision: "r\(revision)")
  }

  func changeThresholds(
    _ stream: StreamIdentifier, _ changes: [ConditionIdentifier: ThresholdSetting], ifRevision wanted: String?,
    by principal: Principal
  ) throws(BackendError) -> ThresholdTable {
    guard wanted == nil || wanted == "r\(revision)" else { throw .stale(current: "r\(revision)") }
    if let unknown = changes.keys.first(where: { ![.melanoma, .nevus].contains($0) }) { throw .unknownCondition(unknown) }
    settings.merge(changes) { $1 }
    revision += 1
    actions.append("thresholds by \(principal.name)")
    return ThresholdTable(settings: settings, revision: "r\(revision)")
  }

  private func background(_ phase: BackgroundState.Phase) -> BackgroundReport {
    BackgroundReport(
      state: BackgroundState(phase: phase),
      rates: [.melanoma: [BackgroundRate(enter: 0.99, exit: 0.98, alerts: 2, alertsAnHour: 24)]])
  }

  func background(_ stream: StreamIdentifier) throws(BackendError) -> BackgroundReport {
    guard states[stream] != nil else { throw .unknownStream(stream) }
    return background(.none)
  }

  func startBackground(
    _ stream: StreamIdentifier, seconds: Int, by principal: Principal
  ) throws(BackendError) -> BackgroundReport {
    guard states[stream] != nil else { throw .unknownStream(stream) }
    actions.append("background of \(seconds) s by \(principal.name)")
    return background(.recording)
  }

  func endBackground(_ stream: StreamIdentifier, by principal: Principal) throws(BackendError) -> BackgroundReport {
    guard states[stream] != nil else { throw .unknownStream(stream) }
    return background(.storing)
  }

  func cancelBackground(_ stream: StreamIdentifier, by principal: Principal) throws(BackendError) -> BackgroundReport {
    throw .unacceptable(status: 409, reason: "No stretch is being recorded.")
  }

  func alerts(_ query: AlertQuery) throws(BackendError) -> Page<AlertRecord> {
    let fitting = records.reversed().filter { query.stream == nil || $0.stream == query.stream }
    let start = query.after.flatMap(Int.init) ?? 0
    let items = Array(fitting.dropFirst(start).prefix(query.limit))
    return Page(items: items, next: start + items.count < fitting.count ? "\(start + items.count)" : nil)
  }

  func alert(_ id: AlertIdentifier) throws(BackendError) -> AlertRecord {
    guard let record = records.first(where: { $0.id == id }) else { throw .unknownAlert(id) }
    return record
  }

  func explanation(of id: AlertIdentifier, level: ReadingLevel?) async throws(BackendError) -> Explanation {
    let record = try alert(id)
    return Explanation(
      alert: id, stream: record.stream, condition: record.condition, level: level ?? .standard, short: "Seen.",
      sentences: [ExplanationSentence(text: "Seen.", citations: ["F1"], part: .seen)],
      sources: [
        ExplanationSource(id: "F1", title: "Frame", organisation: "this server", year: nil, url: nil, locator: "frame 1")
      ],
      codes: record.codes)
  }

  func answer(_ question: String, about id: AlertIdentifier) async throws(BackendError) -> ExplanationAnswer {
    _ = try alert(id)
    guard !question.contains("fail") else { throw .failed(what: "The knowledge store could not be used.") }
    return ExplanationAnswer(
      alert: id, sentences: [], sources: [], refused: "Not answered: no source supports an answer to this.")
  }

  func entries(of alert: AlertIdentifier) throws(BackendError) -> [JournalEntry] {
    _ = try self.alert(alert)
    return chain.filter { $0.alert == alert }
  }

  private func change(_ id: AlertIdentifier, _ body: (inout AlertRecord) -> Void) throws(BackendError) -> AlertRecord {
    guard let index = records.firstIndex(where: { $0.id == id }) else { throw .unknownAlert(id) }
    body(&records[index])
    return records[index]
  }

  func acknowledge(_ id: AlertIdentifier, by principal: Principal) throws(BackendError) -> AlertRecord {
    try change(id) {
      $0.state = .acknowledged
      $0.acknowledged = .init(by: principal.name, at: "2026-01-01T00:00:00.000Z")
    }
  }

  func undoAcknowledgement(_ id: AlertIdentifier, by principal: Principal) throws(BackendError) -> AlertRecord {
    try change(id) {
      $0.state = .active
      $0.acknowledged = nil
    }
  }

  func silence(
    _ id: AlertIdentifier, reason: String, for duration: Duration, by principal: Principal
  ) throws(BackendError) -> AlertRecord {
    try change(id) {
      $0.state = .silenced
      $0.silenceReason = reason
    }
  }

  func undoSilence(_ id: AlertIdentifier, by principal: Principal) throws(BackendError) -> AlertRecord {
    try change(id) {
      $0.state = .active
      $0.silenceReason = nil
    }
  }

  func journal(after sequence: Int64, limit: Int) async throws(BackendError) -> [JournalEntry] {
    if let journalFailure { throw journalFailure }
    if isHoldingJournal { await withCheckedContinuation { heldReaders.append($0) } }
    return Array(chain.drop { $0.sequence <= sequence }.prefix(limit))
  }

  func packs() -> [Pack] { [.sample] }
  func encoders() -> [EncoderDescription] { [.sample] }
  func areMapsFaithful(of encoder: EncoderDescription) -> Bool? { false }
  func provenConditions() -> Set<ConditionIdentifier> { [.melanoma] }
  func health() -> Health { Health(journal: .init(state: .ok), encoder: .init(state: .ok)) }
  func isReady() -> Bool { ready }
  func analyse(picture bytes: [UInt8]) async throws(BackendError) -> Assessment {
    if isHolding {
      await withCheckedContinuation { held.append($0) }
    }
    guard bytes.count > 4 else { throw .unacceptable(status: 422, reason: "The picture is damaged.") }
    return .sample(.demo, sequence: 1)
  }

  func embeddings() -> EmbeddingService? {
    EmbeddingService(name: "skinlite", encoder: .sample, logitBias: -10, tokens: 49)
  }

  /// A vector that says what came: its first place the number of pictures or texts, the second a byte of the first one.
  func embed(pictures: [InferencePicture]) async throws(BackendError) -> [[Float]] {
    if isHolding { await withCheckedContinuation { held.append($0) } }
    return try pictures.map { picture throws(BackendError) in
      switch picture {
      case .file(let bytes):
        guard bytes.count > 4 else { throw .unacceptable(status: 422, reason: "The picture is damaged.") }
        return [Float(pictures.count), Float(bytes[4])] + [0.25, 0, 0, 0, 0, 0]
      case .pixels(let bytes, let width, let height):
        return [Float(pictures.count), Float(bytes[0])] + [Float(width), Float(height), 0, 0, 0, 0]
      }
    }
  }

  func embed(texts: [String]) -> [[Float]] { texts.map { [Float(texts.count), Float($0.utf8.count)] + [0.5, 0, 0, 0, 0, 0] } }

  nonisolated func iceServers(for principal: Principal) -> [IceServer] {
    [
      IceServer(url: "stun:stun.example"),
      IceServer(url: "turn:turn.example:3478", username: "7:\(principal.name)", credential: #"p"w\"#),
    ]
  }

  func publish(_ stream: StreamIdentifier, offer: String, by principal: Principal) throws(BackendError) -> MediaAnswer {
    guard offer.hasPrefix("v=0") else { throw .unacceptable(status: 422, reason: "No offer.") }
    return open(offer)
  }

  func watch(_ stream: StreamIdentifier, offer: String, by principal: Principal) throws(BackendError) -> MediaAnswer {
    guard states[stream] != nil else { throw .unknownStream(stream) }
    return open(offer)
  }

  private func open(_ offer: String) -> MediaAnswer {
    offers.append(offer)
    let session = RandomIdentifier.hexadecimal128()
    mediaSessions.insert(session)
    return MediaAnswer(mediaSession: session, entityTag: "g1", answer: "v=0\r\nanswer\r\n")
  }

  func patch(
    _ stream: StreamIdentifier, mediaSession: String, fragment: String, ifMatch: String?
  ) throws(BackendError) -> MediaPatchAnswer {
    guard mediaSessions.contains(mediaSession) else { throw .unknownMediaSession }
    guard let ifMatch else { throw .preconditionRequired }
    fragments.append((fragment, ifMatch))
    if ifMatch == "*" { return .restarted(fragment: "a=ice-ufrag:new\r\n", entityTag: "g2") }
    guard ifMatch == "g1" else { throw .stale(current: "g1") }
    return .accepted
  }

  func close(_ stream: StreamIdentifier, mediaSession: String) throws(BackendError) {
    guard mediaSessions.remove(mediaSession) != nil else { throw .unknownMediaSession }
  }

  func hasMediaSession(_ stream: StreamIdentifier, mediaSession: String) -> Bool { mediaSessions.contains(mediaSession) }

  func openFrames(_ stream: StreamIdentifier, by principal: Principal) throws(BackendError) -> any FrameReceiver {
    guard stream.text != "busy" else { throw .streamBusy(stream) }
    return FakeReceiver(backend: self)
  }

  func receive(_ frame: [UInt8]) throws(BackendError) -> UInt64 {
    guard frame.starts(with: [0xFF, 0xD8]) else { throw .unacceptable(status: 422, reason: "The frame is damaged.") }
    frames.append(frame)
    return UInt64(frames.count)
  }

  func closeFrames() { closedFrames += 1 }

  nonisolated func events() -> AsyncStream<ServerEvent> {
    let (stream, continuation) = AsyncStream<ServerEvent>.makeStream(bufferingPolicy: .unbounded)
    listeners.withLock { $0.append(continuation) }
    return stream
  }

  func metrics(namesSinks: Bool) -> String {
    "# TYPE skino_frames_received counter\nskino_frames_received_total{stream=\"demo\"} 3\n"
      + (namesSinks ? "# TYPE skino_webhook_on gauge\nskino_webhook_on{sink=\"ehr\"} 1\n" : "")
  }
}

struct FakeReceiver: FrameReceiver {
  let backend: FakeBackend
  func receive(jpeg: [UInt8]) async throws(BackendError) -> UInt64 { try await backend.receive(jpeg) }
  func close() async { await backend.closeFrames() }
}
