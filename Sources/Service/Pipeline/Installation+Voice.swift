import Capture
import Configuration
import Foundation
import Journal
import Vocabulary
import Voice

/// Calls and the voice that speaks into them.
extension Installation {
  /// Sessions of publishers and viewers; sound goes back, and is listened to, only where the voice uses calls.
  static func media(_ settings: Settings, registry: StreamRegistry, ice: IceDesk, ear: VoiceEar, time: any TimeSource) throws
    -> MediaSessions
  {
    let speaks = settings.voice.isOn && settings.voice.call
    let hear: @Sendable (StreamIdentifier, [Int16]) -> Void = { ear.hear($1, on: $0) }
    return try MediaSessions(
      settings: MediaSettings(offersLoopback: settings.listen.isLoopback, talksBack: speaks),
      receiver: PublicationDesk(registry: registry), time: time, iceServers: { ice.servers(for: "server") },
      onSound: speaks && settings.voice.bargesIn ? hear : nil)
  }

  /// The voice with its outlets.
  static func voice(
    _ settings: Settings, _ resources: Resources, conditions: [[Condition]], media: MediaSessions, journal: JournalStore,
    hub: EventHub, ear: VoiceEar, shelf: ClipShelf, registry: StreamRegistry, consents: ConsentBook,
    time: any TimeSource
  ) -> VoiceDesk {
    let speaks = settings.voice.isOn && settings.voice.call
    let cache = ClipCache(folder: URL(fileURLWithPath: settings.data).appending(path: "voice"))
    return VoiceDesk(
      setting: settings.voice, conditions: conditions,
      studio: RenderingStudio(engine: settings.voice.engine, folder: resources.voice, cache: cache),
      outlets: (speaks ? [CallOutlet(media: media)] : []) + (settings.voice.speakers ? [SpeakersOutlet()] : []),
      journal: journal, hub: hub, ear: ear, time: time, shelf: shelf, consents: consents,
      streams: { Set(await registry.runtimes.map(\.id)) })
  }
}
