import Configuration
import Journal
import Vocabulary

/// Settings pages, overlays, zones, and warnings that nobody acknowledged.
extension Installation {
  static func house(
    _ settings: Settings, _ resources: Resources, specialties: [Specialty], speech: VoiceDesk, registry: StreamRegistry,
    journal: JournalStore, hub: EventHub, time: any TimeSource
  ) -> HouseDesk {
    let library = PackLibrary(resources: resources)
    let files = zip(settings.packs, specialties).compactMap { name, specialty in
      (try? library.file(of: name)).map { (specialty.pack.id, $0) }
    }
    let names = Dictionary(specialties.flatMap(\.pack.conditions).map { ($0.id, $0.name) }) { first, _ in first }
    return HouseDesk(
      configuration: settings, specialties: specialties, packFiles: Dictionary(files) { first, _ in first },
      diagnoses: DiagnosisDesk(time: time) { await Doctor(resources: resources, settings: settings).examine() },
      survey: StorageSurvey(folder: settings.data), overlays: OverlayDesk(journal: journal, hub: hub, time: time),
      escalations: EscalationDesk(setting: settings.escalation, journal: journal, hub: hub, time: time),
      overlayText: settings.overlayText.map { OverlayTextDesk(setting: $0, names: names) }, speech: speech, registry: registry,
      journal: journal, time: time)
  }
}

extension HouseDesk {
  /// Runs its parts until cancelled, also where the configuration has switched them off: a part that ends would end the server.
  func run(_ hub: EventHub) async {
    let events = hub.subscribe()
    await withTaskGroup { group in
      group.addTask { await escalations.run() }
      group.addTask { await overlays.settle() }
      group.addTask {
        await overlayText?.note(.overlay(await overlays.state()))
        for await event in events { await overlayText?.note(event) }
        await overlayText?.finish()
      }
    }
  }
}
