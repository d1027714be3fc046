import Alerting
import Capture
import Detection
import Handoff
import Journal
import People
import Server
import Vectors
import Vocabulary

/// The installation as the server asks it.
struct InstallationBackend: Backend {
  let registry: StreamRegistry
  let journal: JournalStore
  let media: MediaSessions
  let hub: EventHub
  let desk: AlertDesk
  let backgrounds: BackgroundDesk
  let consents: ConsentBook
  let sessionDesk: SessionDesk
  let reviewDesk: ReviewDesk
  let snapshotDesk: SnapshotDesk
  let stages: StageHistogram
  let analysis: PictureAnalysis
  let specialties: [Specialty]
  let setup: EncoderSetup
  let guests: GuestDesk
  let sources: SourcePolicy
  let watchdog: EncoderWatchdog
  let knowledgeDesk: KnowledgeDesk
  let evidence: any EvidenceBackend
  let explainer: Explainer
  let explanations: ExplanationDesk
  let language: LanguageDesk
  let speech: VoiceDesk
  let houseDesk: HouseDesk
  /// `nil` where the configuration has no calls.
  var caller: CallDesk?
  let heads: HeadDesk
  /// `nil` until it is put together.
  var handing: HandoffDesk?
  let onlookers: Installation.Onlookers
  let workbench: any WorkbenchBackend
  let grids: GridWatch
  let ice: IceDesk
  let peopleParts: PeopleParts
  let time: any TimeSource

  var knowledge: any KnowledgeBackend { knowledgeDesk }
  var voice: any VoiceBackend { speech }
  var sessions: any SessionBackend { sessionDesk }
  var review: any ReviewBackend { reviewDesk }
  var mcpVerdicts: (any McpVerdicts)? { reviewDesk }

  var house: any HouseBackend { houseDesk }

  var calls: (any CallBackend)? { caller }
  var teaching: any TeachingBackend { heads }
  var people: PeopleDesk { peopleParts.desk }
  var provider: ProviderDesk? { peopleParts.provider }
  var audit: any AuditBackend { peopleParts.audit }

  var handOff: (any HandoffBackend)? { handing.map(SinkDesk.init) }

  // MARK: What is loaded

  func packs() async -> [Pack] { specialties.map(\.pack) }

  /// The one that serves first.
  func encoders() async -> [EncoderDescription] {
    let (serving, local) = (setup.encoder.description, setup.base.encoder.description)
    return serving.fingerprint == local.fingerprint ? [serving] : [serving, local]
  }

  func areMapsFaithful(of encoder: EncoderDescription) async -> Bool? {
    encoder.fingerprint == setup.base.encoder.description.fingerprint ? setup.base.maps?.isFaithful : nil
  }

  func provenConditions() async -> Set<ConditionIdentifier> { Set(specialties.flatMap { $0.detectors.current?.proven ?? [] }) }

  func health() async -> Health {
    Health(
      journal: journal.state, encoder: await encoderHealth.state(), languageModel: await language.state(),
      heads: heads.shelf.health)
  }

  private var encoderHealth: EncoderHealth {
    EncoderHealth(watchdog: watchdog, standby: setup.standby, device: { [setup] in await setup.base.device })
  }

  func isReady() async -> Bool { journal.state.state == .ok && watchdog.state.state != .missing }

  func events() -> AsyncStream<ServerEvent> { hub.subscribe() }

  func analyse(picture bytes: [UInt8]) async throws(BackendError) -> Assessment {
    let pixels: PixelBuffer
    do throws(PictureFault) { pixels = try await PictureDecoder().decode(bytes) } catch {
      throw .unacceptable(status: error.status, reason: error.sentence)
    }
    do { return try await analysis.assess(pixels) } catch {
      throw .failed(what: "the picture could not be analysed")
    }
  }

  // MARK: Vectors for other programs

  /// Only a local encoder is passed on: a remote one can be asked by whoever wants it.
  func embeddings() async -> EmbeddingService? {
    setup.base.facts.map {
      EmbeddingService(
        name: $0.name, encoder: setup.base.encoder.description, logitBias: $0.logitBias, tokens: $0.tokens)
    }
  }

  func embed(pictures: [InferencePicture]) async throws(BackendError) -> [[Float]] { try await guests.vectors(of: pictures) }

  func embed(texts: [String]) async throws(BackendError) -> [[Float]] { try await guests.vectors(of: texts) }

  func metrics(namesSinks: Bool) async -> String {
    var text = MetricsText()
    let states = await streams()
    text.frames(states)
    text.backgrounds(states, backgrounds.counts)
    text.stages(stages)
    text.counter("skino_events_dropped", "Events that a standing server lost.", hub.droppedCount)
    text.counter("skino_reports_lost", "Reports that the journal did not take.", desk.lostCount)
    text.counter("skino_reports_unshown", "Reports that are stored but were not sent.", desk.unshownCount)
    text.explanations(explanations.outcomes)
    if let rephrasing = language.rephrasing {
      text.rephrasings(
        rephrasing.outcomes, processFaults: await rephrasing.model.processFaults,
        isFailing: await language.state().state == .failing)
    }
    if let report = await setup.base.device { text.device(report) }
    if let standby = setup.standby { text.remote(await setup.desk?.report, standby) }
    text.grids(grids.figures)
    text.agreement(states)
    text.voice(await speech.counts, faults: await speech.faults, unkept: await speech.unkept)
    text.counter("skino_ice_credential_failures", "Callers who got no user for a relay.", ice.failureCount)
    text.counter(
      "skino_knowledge_audit_failures", "Times that changes of knowledge could not be journalled; they wait.",
      await knowledgeDesk.auditFailures)
    text.counter("skino_audit_lost", "Audit events that found no room; a gap is noted.", peopleParts.audit.lostCount)
    if let handing, !handing.names.isEmpty { text.sinks(await handing.overview(), named: namesSinks) }
    text.counter(
      "skino_alerts_escalated", "Warnings that went to a second reader.", houseDesk.escalations.count)
    if let caller { text.calls(await caller.figures) }
    await sessionMetrics(&text)
    text.vectors(onlookers.store.counts, lostShadowFrames: onlookers.shadows.lostCount)
    await videoMetrics(&text)
    return text.text
  }

  /// Who sends and watches video, and what they lost of it.
  private func videoMetrics(_ text: inout MetricsText) async {
    text.family("skino_viewer_pictures_dropped", "counter", "Pictures that viewers of a stream lost.")
    for (stream, count) in await registry.viewerDrops {
      text.sample("skino_viewer_pictures_dropped_total", [("stream", stream.text)], Double(count))
    }
    let media = await media.counts
    text.family("skino_media_sessions", "gauge", "Open WebRTC sessions.")
    text.sample("skino_media_sessions", [("role", "publisher")], Double(media.publishers))
    text.sample("skino_media_sessions", [("role", "viewer")], Double(media.viewers))
  }
}
