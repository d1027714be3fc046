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
    let ground = try Ground(settings, resources, setup, journal, knowledge, language, people, time)
    var installation = try Installation(ground, client)
    installation.backend.handing = try await handoff(
      settings, consents: installation.backend.consents, hub: installation.backend.hub, journal: journal, time: time)
    return installation
  }

  private init(_ ground: Ground, _ client: CallClient?) throws {
    let (works, telling, keeping) = (Works(ground), Telling(ground), Keeping(ground))
    let streams = Streams(ground, works, telling, keeping)
    let sound = try Sound(ground, streams)
    var backend = InstallationBackend(ground, works, telling, keeping, streams, sound)
    backend.caller = try Self.calls(
      ground.settings, ground.resources, client: client, tools: CallTools(backend), conditions: ground.conditions,
      shelf: sound.shelf, journal: ground.journal, hub: ground.hub, registry: streams.registry, consents: ground.consents,
      time: ground.time)
    (settings, resources, time, loop) = (ground.settings, ground.resources, ground.time, works.loop)
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
