import Calls
import Configuration
import Foundation
import Journal
import Vocabulary
import Voice

/// Calls, put together.
extension Installation {
  /// Reads what the configuration names for calls; nothing is sent yet.
  static func callClient(_ settings: Settings, time: any TimeSource) async throws -> CallClient? {
    guard settings.voice.isOn, let setting = settings.voice.vapi else { return nil }
    return try await CallClient(service: CallService(setting), time: time)
  }

  /// The desk that calls; `nil` where the configuration has no calls.
  static func calls(
    _ settings: Settings, _ resources: Resources, client: CallClient?, tools: CallTools, conditions: [[Condition]],
    shelf: ClipShelf, journal: JournalStore, hub: EventHub, registry: StreamRegistry, consents: ConsentBook,
    time: any TimeSource
  ) throws -> CallDesk? {
    guard let client, let setting = settings.voice.vapi else { return nil }
    let hasPiper = settings.voice.engine != .espeak && (try? PiperVoiceFiles(folder: resources.voice)) != nil
    let voice = CallVoice(
      shelf: shelf, phrases: SpokenPhrase.all(of: conditions), main: hasPiper ? LiveRenderer(.piper) : nil,
      spare: LiveRenderer(.espeak))
    return CallDesk(
      setting: setting, client: client, signature: try SignatureRules(setting), tools: tools,
      names: Dictionary(conditions.joined().map { ($0.id, $0.name) }) { first, _ in first }, voice: voice, journal: journal,
      hub: hub, time: time, rules: CallRules(setting, voice: settings.voice), consents: consents,
      entries: { () async throws(JournalError) in try await journal.newestEntries(CallBook.kinds, limit: CallBook.entryLimit) },
      streams: { Set(await registry.runtimes.map(\.id)) })
  }
}
