public import People
public import Vocabulary

/// What the server serves: everything behind the routes. The server parses, authorises and encodes; the backend knows.
///
/// - Threading: called from any task; no call blocks a thread.
public protocol Backend: Sendable {
  // Streams
  func streams() async -> [StreamState]
  func stream(_ id: StreamIdentifier) async -> StreamState?
  /// Starts a pulled source.
  func addStream(_ request: StreamRequest, by principal: Principal) async throws(BackendError) -> StreamState
  /// Ends a stream and forgets it.
  func removeStream(_ id: StreamIdentifier, by principal: Principal) async throws(BackendError)

  // Thresholds
  func thresholds(_ stream: StreamIdentifier) async throws(BackendError) -> ThresholdTable
  /// Sets the conditions named in `changes`; all or none. `revision`, if given, must be the table's own.
  func changeThresholds(
    _ stream: StreamIdentifier, _ changes: [ConditionIdentifier: ThresholdSetting], ifRevision revision: String?,
    by principal: Principal
  ) async throws(BackendError) -> ThresholdTable

  // Ordinary frames, against which the `background` scale is measured
  func background(_ stream: StreamIdentifier) async throws(BackendError) -> BackgroundReport
  /// Starts to record for `seconds`, 10…1200.
  func startBackground(
    _ stream: StreamIdentifier, seconds: Int, by principal: Principal
  ) async throws(BackendError) -> BackgroundReport
  /// Ends the recording now and freezes what it has.
  func endBackground(_ stream: StreamIdentifier, by principal: Principal) async throws(BackendError) -> BackgroundReport
  /// Drops what is being recorded.
  func cancelBackground(_ stream: StreamIdentifier, by principal: Principal) async throws(BackendError) -> BackgroundReport

  // Alerts and journal
  func alerts(_ query: AlertQuery) async throws(BackendError) -> Page<AlertRecord>
  func alert(_ id: AlertIdentifier) async throws(BackendError) -> AlertRecord
  func entries(of alert: AlertIdentifier) async throws(BackendError) -> [JournalEntry]
  func acknowledge(_ id: AlertIdentifier, by principal: Principal) async throws(BackendError) -> AlertRecord
  func undoAcknowledgement(_ id: AlertIdentifier, by principal: Principal) async throws(BackendError) -> AlertRecord
  func silence(
    _ id: AlertIdentifier, reason: String, for duration: Duration, by principal: Principal
  ) async throws(BackendError) -> AlertRecord
  func undoSilence(_ id: AlertIdentifier, by principal: Principal) async throws(BackendError) -> AlertRecord
  /// Up to `limit` entries with a sequence above `after`, in order: exports and resumed event streams read these.
  func journal(after sequence: Int64, limit: Int) async throws(BackendError) -> [JournalEntry]

  // What is loaded
  func packs() async -> [Pack]
  func encoders() async -> [EncoderDescription]
  /// Whether the places that an encoder's patch maps mark are those that its scores come from; `nil` where nobody has measured it.
  func areMapsFaithful(of encoder: EncoderDescription) async -> Bool?
  /// Conditions for which a calibration stands behind the probability.
  func provenConditions() async -> Set<ConditionIdentifier>
  func health() async -> Health
  /// Whether the first frame can be analysed: encoder loaded, journal open.
  func isReady() async -> Bool

  /// One picture in, one assessment out; nothing is stored. `bytes` is JPEG or PNG, already within the size limit.
  func analyse(picture bytes: [UInt8]) async throws(BackendError) -> Assessment

  /// How well the encoder does.
  var evidence: any EvidenceBackend { get }

  // Explanations
  /// Why an alert was raised: as it was told, or at `level` composed anew.
  func explanation(of alert: AlertIdentifier, level: ReadingLevel?) async throws(BackendError) -> Explanation
  /// Answers from what was measured and what the knowledge store holds. The question is kept nowhere.
  func answer(_ question: String, about alert: AlertIdentifier) async throws(BackendError) -> ExplanationAnswer

  /// What explanations rest on.
  var knowledge: any KnowledgeBackend { get }
  /// What is said aloud.
  var voice: any VoiceBackend { get }
  /// What settings pages, overlays and zones ask for.
  var house: any HouseBackend { get }
  /// Calls; `nil` where the configuration has none.
  var calls: (any CallBackend)? { get }
  /// Who may sign in with a name of their own.
  var people: PeopleDesk { get }
  /// Another service that says who somebody is; `nil` where the configuration has none.
  var provider: ProviderDesk? { get }
  /// Who saw or changed what.
  var audit: any AuditBackend { get }
  /// Whose sessions there were, and what they allow.
  var sessions: any SessionBackend { get }
  /// What readers say of alerts and of quiet stretches.
  var review: any ReviewBackend { get }

  /// Who takes verdicts down that come through the Model Context Protocol; `nil` where nobody does.
  var mcpVerdicts: (any McpVerdicts)? { get }
  /// Heads that are learned from verdicts.
  var teaching: any TeachingBackend { get }
  /// Sinks; `nil` where the server hands nothing over.
  var handOff: (any HandoffBackend)? { get }
  /// Choosing thresholds and packs.
  var workbench: any WorkbenchBackend { get }

  // Vectors for other programs
  /// The encoder that others may use; `nil` if there is none.
  func embeddings() async -> EmbeddingService?
  /// One vector of L2 norm 1 for each picture. Live streams go first; what finds the queue full is refused.
  func embed(pictures: [InferencePicture]) async throws(BackendError) -> [[Float]]
  /// One vector of L2 norm 1 for each text.
  func embed(texts: [String]) async throws(BackendError) -> [[Float]]

  // Media
  /// STUN and TURN servers that the caller's call may use, with credentials for it.
  func iceServers(for principal: Principal) -> [IceServer]
  func publish(_ stream: StreamIdentifier, offer: String, by principal: Principal) async throws(BackendError) -> MediaAnswer
  func watch(_ stream: StreamIdentifier, offer: String, by principal: Principal) async throws(BackendError) -> MediaAnswer
  /// Trickled candidates or a restart, for either kind of session; returns a body for a restart. `ifMatch` is the header's first tag
  /// without its quotes, or `*`; `nil` if it was not sent.
  func patch(
    _ stream: StreamIdentifier, mediaSession: String, fragment: String, ifMatch: String?
  ) async throws(BackendError) -> MediaPatchAnswer
  func close(_ stream: StreamIdentifier, mediaSession: String) async throws(BackendError)
  /// Whether such a media session exists.
  func hasMediaSession(_ stream: StreamIdentifier, mediaSession: String) async -> Bool
  /// Opens (or takes over) a stream fed by JPEG frames; the returned sink takes each frame and gives its sequence number.
  func openFrames(_ stream: StreamIdentifier, by principal: Principal) async throws(BackendError) -> any FrameReceiver

  /// Live events from now on, newest wins for assessments, none lost for alerts while the subscriber keeps up within the bound.
  /// Journalled ones come in the order of their sequences, each after its entry can be read by ``journal(after:limit:)``.
  func events() -> AsyncStream<ServerEvent>

  /// OpenMetrics text of everything but the HTTP server's own counters, without `# EOF`.
  ///
  /// - Parameter namesSinks: whether the reader may know of each sink; else only sums by kind are told.
  func metrics(namesSinks: Bool) async -> String
}
