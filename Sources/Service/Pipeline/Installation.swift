import Calls
import Capture
public import Configuration
import Detection
import Encoding
import Foundation
import Framing
import Handoff
import Journal
import People
public import Server
public import Vocabulary
import Voice

/// Everything that one server is made of, put together once.
///
/// Parts start in the order of the road and stop in reverse.
public struct Installation: Sendable {
  private let settings: Settings
  private let resources: Resources
  private let time: any TimeSource
  private var backend: InstallationBackend
  private let loop: EncoderLoop<AnyImageEncoder>

  /// Opens the journal, loads the encoder, reads the packs. Nothing runs yet.
  ///
  /// - Throws: ``PipelineError``, or the journal's or media engine's own error: the server does not start half made.
  public static func open(_ settings: Settings, resources: Resources, time: any TimeSource = SystemTime()) async throws
    -> Installation
  {
    let journal = try await JournalStore.open(folder: settings.data, time: time)
    guard let device = DeviceChoice(settings.device) else {
      throw PipelineError.unusable(what: "device \(settings.device)", reason: "allowed is \(DeviceChoice.allowed)")
    }
    let library = ModelLibrary(resources: resources, caches: URL(fileURLWithPath: settings.data), device: device)
    let packs = try settings.packs.map { try PackLibrary(resources: resources).load($0) }
    let setup = try await EncoderSetup.open(settings, library, packs, time: time)
    let knowledge = await KnowledgeDesk.open(
      resources: resources, data: settings.data, packs: packs, sentences: library.catalog, journal: journal, time: time)
    let client = try await callClient(settings, time: time)
    let choice = try await LanguageModelSetup.open(settings.languageModel, resources: resources, time: time)
    let language = LanguageDesk(
      choice, try await LanguageModelSetup.desk(choice, knowledge: knowledge.opened, packs: packs, time: time))
    let people = try await people(settings, time: time)
    var installation = try Installation(settings, resources, setup, journal, knowledge, language, client, people, time)
    installation.backend.handing = try await handoff(
      settings, consents: installation.backend.consents, hub: installation.backend.hub, journal: journal, time: time)
    return installation
  }

  private init(
    _ settings: Settings, _ resources: Resources, _ setup: EncoderSetup, _ journal: JournalStore, _ knowledge: KnowledgeDesk,
    _ language: LanguageDesk, _ client: CallClient?, _ people: PeopleParts, _ time: any TimeSource
  ) throws {
    let (model, specialties) = (setup.base, setup.specialties)
    guard let first = specialties.first else {
      throw PipelineError.unusable(what: "the configuration", reason: "packs: names none")
    }
    let (hub, stages, watchdog, grids) = (EventHub(), StageHistogram(), EncoderWatchdog(), GridWatch())
    let explainer = Explainer(library: knowledge.opened, packs: specialties.map(\.pack))
    let explanations = ExplanationDesk(hub: hub, time: time) {
      await explainer.explanation(of: $0)
    }
    let desk = AlertDesk(journal: journal, hub: hub, explain: { explanations.submit($0) })
    let guests = GuestDesk(model: model, time: time)
    let road = Road(encoder: setup.encoder, time: time)
    let loop = EncoderLoop(road: road, time: time, grids: grids, width: setup.width) { journey, durations in
      stages.note(journey, durations)
      watchdog.note(journey)
      guests.noteLive()
    }
    let consents = ConsentBook(standard: settings.consent)
    let review = ReviewDesk(
      journal: journal, conditions: specialties.flatMap { $0.pack.conditions.filter { !$0.isControl }.map(\.id) }, time: time,
      told: { [hub] in hub.publish(.verdict($0)) })
    let intake = Self.intake(settings)
    let snapshots = Self.snapshots(journal, consents: consents, review: review)
    let onlookers = Self.onlookers(settings, resources, setup, journal: journal, consents: consents, time: time)
    let services = StreamServices(
      hub: hub, desk: desk, time: time, encoder: model.encoder.description, ring: { loop.ring() },
      backgrounds: BackgroundDesk(journal: journal, time: time), consents: consents, intake: intake,
      snapshots: snapshots, witness: onlookers.witness)
    let registry = StreamRegistry(
      services: services, specialties: specialties, join: { await loop.add($0) }, leave: { await loop.remove($0) },
      savedThresholds: { try await journal.thresholds($0) },
      savedBackground: { [model = model.encoder.description.fingerprint] stream, pack in
        try await journal.background(of: stream, model: model, pack: pack.fingerprint)
      }, promoted: { await onlookers.packs.promoted($0, startingWith: $1) })
    let ice = try IceDesk(settings.ice, time: time)
    let ear = VoiceEar()
    let media = try Self.media(settings, registry: registry, ice: ice, ear: ear, time: time)
    let (conditions, shelf) = (specialties.map(\.pack.conditions), ClipShelf())
    let voice = Self.voice(
      settings, resources, conditions: conditions, media: media, journal: journal, hub: hub, ear: ear, shelf: shelf,
      registry: registry, consents: consents, time: time)
    self.settings = settings
    self.resources = resources
    self.time = time
    self.loop = loop
    var backend = InstallationBackend(
      registry: registry, journal: journal, media: media, hub: hub, desk: desk, backgrounds: services.backgrounds,
      consents: consents,
      sessionDesk: Self.sessions(
        journal, consents: consents, review: review, registry: registry, media: media, intake: intake,
        time: time),
      reviewDesk: review, snapshotDesk: snapshots,
      stages: stages,
      analysis: PictureAnalysis(encoder: model.encoder, specialty: first, time: time), specialties: specialties,
      setup: setup, guests: guests, sources: SourcePolicy(settings.allow), watchdog: watchdog, knowledgeDesk: knowledge,
      evidence: EvidenceDesk(
        folder: model.directory, encoder: model.encoder.description, pack: "\(first.pack.name) \(first.pack.version)",
        pictures: settings.evidence.map(EvidencePictures.init)),
      explainer: explainer, explanations: explanations, language: language, speech: voice,
      houseDesk: Self.house(
        settings, resources, specialties: specialties, speech: voice, registry: registry, journal: journal, hub: hub, time: time),
      heads: Self.heads(settings, setup, first, journal, time), onlookers: onlookers,
      workbench: WorkbenchDesk(
        onlookers, registry: registry, journal: journal, setup: setup, settings: settings, time: time),
      grids: grids, ice: ice, peopleParts: people, time: time)
    backend.caller = try Self.calls(
      settings, resources, client: client, tools: CallTools(backend), conditions: conditions, shelf: shelf, journal: journal,
      hub: hub, registry: registry, consents: consents, time: time)
    self.backend = backend
  }

  /// How long the stages took for the last frames, for benchmarks.
  public var recentStages: [StageSample] { backend.stages.recent }

  /// The encoder that serves.
  public var encoder: EncoderDescription { backend.setup.encoder.description }

  /// Serves until the task is cancelled, then drains.
  /// - Parameter started: told the address once the server listens.
  public func run(started: @escaping @Sendable (BoundAddress) async -> Void) async throws {
    // Outside the group: what the road reports while it stops is still written.
    let desk = Task { [desk = backend.desk] in await desk.run() }
    let outcome: Result<Void, any Error>
    do {
      try await serve(started)
      outcome = .success(())
    } catch { outcome = .failure(error) }
    await stop(desk)
    // A cancelled run is one that was asked to end.
    if !Task.isCancelled { try outcome.get() }
  }

  private func serve(_ started: @escaping @Sendable (BoundAddress) async -> Void) async throws {
    let server = HTTPServer(settings: settings, backend: backend, web: resources.web, time: time)
    let (backend, loop) = (backend, loop)
    await backend.loadSessions()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await backend.journal.run() }
      group.addTask { await loop.run() }
      group.addTask { await backend.backgrounds.run() }
      group.addTask { await backend.onlookers.run() }
      await backend.onlookers.packs.keepOriginals(settings.packs)
      group.addTask { await backend.snapshotDesk.run() }
      group.addTask { await backend.sessionDesk.run() }
      group.addTask { await backend.media.run() }
      if settings.voice.isOn { group.addTask { await backend.speech.run() } }
      if let desk = backend.handing { group.addTask { await desk.run() } }
      if let caller = backend.caller { group.addTask { await caller.run() } }
      group.addTask {
        await backend.explanations.run { item in
          backend.desk.submit(item)
          if case .explained(let explanation, _) = item { backend.language.rephrasing?.submit(explanation) }
        }
      }
      if let rephrasing = backend.language.rephrasing { group.addTask { await rephrasing.run { backend.desk.submit($0) } } }
      group.addTask { await backend.tellStates() }
      group.addTask { await backend.people.run() }
      group.addTask { await backend.peopleParts.audit.run() }
      group.addTask { await backend.knowledgeDesk.run() }
      group.addTask { await backend.houseDesk.run(backend.hub) }
      if let desk = backend.setup.desk { group.addTask { await desk.run() } }
      await backend.heads.shelf.apply()
      try await startStreams()
      group.addTask { try await server.run(started: started) }
      // Whichever part ends first ends all: the server on cancellation, or with the reason why it cannot listen.
      try await group.next()
      group.cancelAll()
      try await group.waitForAll()
    }
  }

  private func startStreams() async throws {
    guard let streams = settings.streams else {
      let clip = try address(of: "the demo stream \(resources.demoClip.path), which scripts/setup draws") {
        () throws(SourceAddressError) in
        try SourceAddress(filePath: resources.demoClip.path, policy: backend.sources)
      }
      _ = try await backend.registry.addPulled(.demo, clip, playback: .looped, pack: nil, isDemo: true)
      return
    }
    for stream in streams {
      let address = try address(of: "stream \(stream.id)") { () throws(SourceAddressError) in
        try SourceAddress(stream.url, policy: backend.sources)
      }
      _ = try await backend.registry.addPulled(stream.id, address, playback: .looped, pack: stream.pack)
    }
  }

  private func address(
    of what: String, _ make: () throws(SourceAddressError) -> SourceAddress
  ) throws(PipelineError) -> SourceAddress {
    do throws(SourceAddressError) { return try make() } catch {
      throw .unusable(what: what, reason: "allowed is \(error.allowed)")
    }
  }

  private func stop(_ desk: Task<Void, Never>) async {
    await backend.registry.removeAll()
    loop.finish()
    backend.explanations.finish()
    backend.language.rephrasing?.finish()
    backend.desk.finish()
    backend.backgrounds.finish()
    backend.onlookers.finish()
    backend.snapshotDesk.finish()
    // A journal that cannot be written must not hold the program for ever.
    let patience = Task {
      try await Task.sleep(for: .seconds(5))
      desk.cancel()
    }
    await desk.value
    patience.cancel()
    backend.hub.finish()
    await backend.peopleParts.audit.close()
    await backend.journal.close()
  }
}
