import Calls
import Capture
import Configuration
import Detection
import Journal
import Server
import Vocabulary
import Voice

/// The parts of an installation, in the order in which they need one another.
extension Installation {
  /// What was opened and loaded before anything is put together.
  struct Ground: Sendable {
    let settings: Settings
    let resources: Resources
    let setup: EncoderSetup
    let journal: JournalStore
    let knowledge: KnowledgeDesk
    let language: LanguageDesk
    let people: PeopleParts
    let time: any TimeSource
    let hub = EventHub()
    let consents: ConsentBook
    /// Of the pack that a stream gets which names none.
    let first: Specialty

    init(
      _ settings: Settings, _ resources: Resources, _ setup: EncoderSetup, _ journal: JournalStore, _ knowledge: KnowledgeDesk,
      _ language: LanguageDesk, _ people: PeopleParts, _ time: any TimeSource
    ) throws(PipelineError) {
      guard let first = setup.specialties.first else { throw .unusable(what: "the configuration", reason: "packs: names none") }
      (self.settings, self.resources, self.setup, self.journal) = (settings, resources, setup, journal)
      (self.knowledge, self.language, self.people, self.time) = (knowledge, language, people, time)
      self.first = first
      consents = ConsentBook(standard: settings.consent)
    }

    /// By pack.
    var conditions: [[Condition]] { setup.specialties.map(\.pack.conditions) }
  }

  /// The encoder's loop, those who watch it, and guests who ask the encoder beside it.
  struct Works: Sendable {
    let stages = StageHistogram()
    let watchdog = EncoderWatchdog()
    let grids = GridWatch()
    let guests: GuestDesk
    let loop: EncoderLoop<AnyImageEncoder>

    init(_ ground: Ground) {
      let guests = GuestDesk(model: ground.setup.base, time: ground.time)
      self.guests = guests
      loop = EncoderLoop(
        road: Road(encoder: ground.setup.encoder, time: ground.time), time: ground.time, grids: grids, width: ground.setup.width
      ) { [stages, watchdog] journey, durations in
        stages.note(journey, durations)
        watchdog.note(journey)
        guests.noteLive()
      }
    }
  }

  /// What becomes of an alert: it is written, told and explained.
  struct Telling: Sendable {
    let explainer: Explainer
    let explanations: ExplanationDesk
    let desk: AlertDesk

    init(_ ground: Ground) {
      let explainer = Explainer(library: ground.knowledge.opened, packs: ground.setup.specialties.map(\.pack))
      let explanations = ExplanationDesk(hub: ground.hub, time: ground.time) { await explainer.explanation(of: $0) }
      (self.explainer, self.explanations) = (explainer, explanations)
      desk = AlertDesk(journal: ground.journal, hub: ground.hub, explain: { explanations.submit($0) })
    }
  }

  /// What is kept of sessions, as far as each allows it.
  struct Keeping: Sendable {
    let intake: SessionIntake
    let review: ReviewDesk
    let snapshots: SnapshotDesk
    let onlookers: Onlookers

    init(_ ground: Ground) {
      let conditions = ground.conditions.flatMap { $0.filter { !$0.isControl }.map(\.id) }
      intake = Installation.intake(ground.settings)
      review = ReviewDesk(
        journal: ground.journal, conditions: conditions, time: ground.time,
        told: { [hub = ground.hub] in hub.publish(.verdict($0)) })
      snapshots = Installation.snapshots(ground.journal, consents: ground.consents, review: review)
      onlookers = Installation.onlookers(
        ground.settings, ground.resources, ground.setup, journal: ground.journal, consents: ground.consents, time: ground.time)
    }
  }

  /// The streams, and what they share.
  struct Streams: Sendable {
    let backgrounds: BackgroundDesk
    let registry: StreamRegistry

    init(_ ground: Ground, _ works: Works, _ telling: Telling, _ keeping: Keeping) {
      let (journal, loop, packs) = (ground.journal, works.loop, keeping.onlookers.packs)
      let encoder = ground.setup.base.encoder.description
      backgrounds = BackgroundDesk(journal: journal, time: ground.time)
      let services = StreamServices(
        hub: ground.hub, desk: telling.desk, time: ground.time, encoder: encoder, ring: { loop.ring() }, backgrounds: backgrounds,
        consents: ground.consents, intake: keeping.intake, snapshots: keeping.snapshots, witness: keeping.onlookers.witness)
      registry = StreamRegistry(
        services: services, specialties: ground.setup.specialties, join: { await loop.add($0) }, leave: { await loop.remove($0) },
        savedThresholds: { try await journal.thresholds($0) },
        savedBackground: { try await journal.background(of: $0, model: encoder.fingerprint, pack: $1.fingerprint) },
        promoted: { try await packs.promoted($0, startingWith: $1) })
    }
  }

  /// What comes and goes over WebRTC, and what is spoken.
  struct Sound: Sendable {
    let ice: IceDesk
    let media: MediaSessions
    let shelf = ClipShelf()
    let voice: VoiceDesk

    init(_ ground: Ground, _ streams: Streams) throws {
      let (settings, ear) = (ground.settings, VoiceEar())
      ice = try IceDesk(settings.ice, time: ground.time)
      media = try Installation.media(settings, registry: streams.registry, ice: ice, ear: ear, time: ground.time)
      voice = Installation.voice(
        settings, ground.resources, conditions: ground.conditions, media: media, journal: ground.journal, hub: ground.hub,
        ear: ear,
        shelf: shelf, registry: streams.registry, consents: ground.consents, time: ground.time)
    }
  }
}

extension InstallationBackend {
  /// The parts as the server asks them; calls and hand-off join later.
  init(
    _ ground: Installation.Ground, _ works: Installation.Works, _ telling: Installation.Telling, _ keeping: Installation.Keeping,
    _ streams: Installation.Streams, _ sound: Installation.Sound
  ) {
    let (settings, setup, journal, time) = (ground.settings, ground.setup, ground.journal, ground.time)
    let (model, first, registry) = (setup.base, ground.first, streams.registry)
    self.init(
      registry: registry, journal: journal, media: sound.media, hub: ground.hub, desk: telling.desk,
      backgrounds: streams.backgrounds, consents: ground.consents,
      sessionDesk: Installation.sessions(
        journal, consents: ground.consents, review: keeping.review, registry: registry, media: sound.media,
        intake: keeping.intake,
        time: time),
      reviewDesk: keeping.review, snapshotDesk: keeping.snapshots, stages: works.stages,
      analysis: PictureAnalysis(encoder: model.encoder, specialty: first, time: time), specialties: setup.specialties,
      setup: setup,
      guests: works.guests, sources: SourcePolicy(settings.allow), watchdog: works.watchdog, knowledgeDesk: ground.knowledge,
      evidence: EvidenceDesk(
        folder: model.directory, encoder: model.encoder.description, pack: "\(first.pack.name) \(first.pack.version)",
        pictures: settings.evidence.map(EvidencePictures.init)),
      explainer: telling.explainer, explanations: telling.explanations, language: ground.language, speech: sound.voice,
      houseDesk: Installation.house(
        settings, ground.resources, specialties: setup.specialties, speech: sound.voice, registry: registry, journal: journal,
        hub: ground.hub, time: time),
      heads: Installation.heads(settings, setup, first, journal, time), onlookers: keeping.onlookers,
      workbench: WorkbenchDesk(
        keeping.onlookers, registry: registry, journal: journal, setup: setup, settings: settings, time: time),
      grids: works.grids, ice: sound.ice, peopleParts: ground.people, time: time)
  }
}
