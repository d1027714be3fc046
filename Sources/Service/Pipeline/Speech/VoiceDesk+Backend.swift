import Configuration
import Journal
import Server
import Vocabulary
import Voice

extension VoiceDesk: VoiceBackend {
  func state(of stream: StreamIdentifier) async throws(BackendError) -> VoiceState {
    try await check(stream)
    return state(stream)
  }

  func mute(
    _ stream: StreamIdentifier, reason: String, by principal: Principal
  ) async throws(BackendError) -> VoiceState {
    try await check(stream)
    let at = time.now()
    try await write(.voiceMuted(stream, true, reason: reason, by: principal.name, at: at))
    mutes[stream] = VoiceState.Mute(by: principal.name, reason: reason, at: at.rfc3339)
    return change(stream, isMuted: true)
  }

  func unmute(_ stream: StreamIdentifier, by principal: Principal) async throws(BackendError) -> VoiceState {
    try await check(stream)
    if mutes[stream] != nil {
      try await write(.voiceMuted(stream, false, reason: nil, by: principal.name, at: time.now()))
      mutes[stream] = nil
    }
    return change(stream, isMuted: false)
  }

  func clip(_ id: String) async throws(BackendError) -> [UInt8] {
    guard let wave = wave(id) else { throw .unknownClip }
    return wave
  }

  /// Tells every screen how a stream's voice stands.
  func publishState(of stream: StreamIdentifier) { hub.publish(.voice(state(stream))) }

  private func state(_ stream: StreamIdentifier) -> VoiceState {
    VoiceState(
      stream: stream, voice: setting.isOn ? report.voice : nil,
      detail: setting.isOn ? report.detail : "The voice is off in the configuration.", muted: mutes[stream],
      hearing: hearing.contains(stream), page: setting.isOn && setting.page, call: setting.isOn && setting.call,
      speakers: setting.isOn && setting.speakers, last: last[stream], faults: faults)
  }

  private func change(_ stream: StreamIdentifier, isMuted: Bool) -> VoiceState {
    arbiter.mute(stream, isMuted)
    act()
    publishState(of: stream)
    return state(stream)
  }

  private func check(_ stream: StreamIdentifier) async throws(BackendError) {
    guard await streams().contains(stream) else { throw .unknownStream(stream) }
  }

  /// Journalled before it is in force.
  private func write(_ draft: JournalDraft) async throws(BackendError) {
    do { _ = try await journal.append([draft], deliveries: []) } catch let error as JournalError {
      throw BackendError(error)
    } catch {
      throw .failed(what: "the journal could not be written, so nothing was changed")
    }
  }
}
