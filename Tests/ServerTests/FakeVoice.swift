import Vocabulary

@testable import Server

/// A voice of the stream `demo` that remembers who muted it.
actor FakeVoice: VoiceBackend {
  static let clip = "0123456789abcdef0123456789abcdef"
  private var muted: VoiceState.Mute?

  func state(of stream: StreamIdentifier) throws(BackendError) -> VoiceState {
    guard stream == .demo else { throw .unknownStream(stream) }
    return VoiceState(
      stream: stream, voice: "piper en_US-joe-medium", detail: nil, muted: muted, hearing: false, page: true, call: true,
      speakers: false, last: nil, faults: 0)
  }

  func mute(_ stream: StreamIdentifier, reason: String, by principal: Principal) throws(BackendError) -> VoiceState {
    muted = VoiceState.Mute(by: principal.name, reason: reason, at: "2026-01-01T00:00:00.000Z")
    return try state(of: stream)
  }

  func unmute(_ stream: StreamIdentifier, by principal: Principal) throws(BackendError) -> VoiceState {
    muted = nil
    return try state(of: stream)
  }

  func clip(_ id: String) throws(BackendError) -> [UInt8] {
    guard id == Self.clip else { throw .unknownClip }
    return Array("RIFF".utf8)
  }
}
