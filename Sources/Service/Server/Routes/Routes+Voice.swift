import GLib
import Soup
import Vocabulary

extension Routes {
  /// What the voice says, and who muted it.
  static func voice(_ limits: ServerLimits) -> [Route] {
    let mute = PathPattern("/api/v1/streams/{stream}/voice/mute")
    var muting = voiceAnswer("The voice as it is now.", fails: [422])
    muting.takes = [("application/json", "VoiceMute")]
    return [
      Route(
        method: .get, pattern: PathPattern("/api/v1/streams/{stream}/voice"), permission: .read,
        summary: "How the stream's voice stands: what speaks, who muted it, what was said last.",
        description: voiceAnswer("The voice as it is now."),
        handler: .later { request, services in .json(try await services.backend.voice.state(of: try request.stream()).served) }),
      Route(
        method: .post, pattern: mute, permission: .respond, summary: "Mutes the stream's voice; alerts are still shown.",
        bodyLimit: limits.jsonBytes, description: muting, handler: .later(muteVoice)),
      Route(
        method: .delete, pattern: mute, permission: .respond, summary: "Lets the stream's voice speak again.",
        description: voiceAnswer("The voice as it is now."),
        handler: .later { request, services in
          .json(try await services.backend.voice.unmute(try request.stream(), by: try request.caller()).served)
        }),
      clip(),
    ]
  }

  private static func clip() -> Route {
    var description = RouteDescription()
    description.gives = [(200, "One channel of 16-bit samples.", "audio/wav", nil)]
    return Route(
      method: .get, pattern: PathPattern("/api/v1/speech/{clip}"), permission: .read,
      summary: "The sound of an utterance, as event `speech` names it.", description: description,
      handler: .later { request, services in
        let bytes = try await services.backend.voice.clip(request.parameters["clip"] ?? "")
        // Named by its content, so that it never changes.
        let headers = [("Content-Type", "audio/wav"), ("Cache-Control", "private, max-age=86400, immutable")]
        return HTTPReply(status: 200, headers: headers, body: SharedBytes(bytes))
      })
  }

  private static func voiceAnswer(_ text: String, fails: [Int] = []) -> RouteDescription {
    var description = RouteDescription()
    description.gives = [(200, text, "application/json", "Voice")]
    description.fails = fails
    return description
  }

  private static let muteVoice: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = { request, services in
    let body = try BodyReader(request, allowing: ["reason"])
    let allowed = "1 to 200 characters"
    let reason = try body.text("reason", allowed: allowed)
    guard reason.count <= 200 else { throw Problem.invalid("/reason", allowed: allowed) }
    return .json(
      try await services.backend.voice.mute(try request.stream(), reason: reason, by: try request.caller()).served)
  }
}

extension SpeechRecord {
  /// As clients see it: every member.
  var served: WithNulls<SpeechRecord> { WithNulls(record: self, keys: ["latency_ms", "reason"]) }
}

extension VoiceState {
  /// As clients see it: every member.
  var served: WithNulls<VoiceState> { WithNulls(record: self, keys: ["voice", "detail", "muted", "last"]) }
}
