import Calls
import Configuration
import Cryptography
import Journal
import Server
import Vocabulary
import Voice

extension CallDesk: CallBackend {
  /// VAPI waits 7.5 s for an assistant and by default 20 s for tools: ours must be there before.
  static let answering = Duration.seconds(5)
  static let speaking = Duration.seconds(8)
  static let longestText = 1_000

  func history() async throws(BackendError) -> [CallRecord] {
    let found: [JournalEntry]
    do throws(JournalError) { found = try await entries() } catch { throw BackendError(error) }
    let current: CallIdentifier? = if case .open(let call) = machine.line { call.id } else { nil }
    return CallBook(current: current?.text, waiting: Set(machine.waitingCalls.map(\.text))).calls(in: found)
  }

  func start(isWeb: Bool, by principal: Principal) async throws(BackendError) -> StartedCall {
    guard isWeb || canPhone else {
      throw .unacceptable(
        status: 422,
        reason: "Nobody can be rung: phone_number_id and number_file are not in the configuration. Ask for a web call.")
    }
    return try await start(isWeb ? .web : .phone, by: principal.name).get()
  }

  func hangUp(by principal: Principal) async throws(BackendError) -> CallState {
    guard machine.ask(toEnd: .asked, at: now) else { throw .unacceptable(status: 409, reason: "There is no call to end.") }
    act()
    return await state()
  }

  func receive(_ message: SignedMessage) async throws(BackendError) -> JSONValue {
    let (received, release) = try admit(message)
    counts.note(message: received.content.word)
    defer { act() }
    switch received.content {
    case .tools(let calls):
      guard machine.isCurrent(received.call) else { return ToolResult.reply(calls.map { ToolResult($0, Self.strange) }) }
      return await ToolResult.reply(answers(to: calls))
    case .assistantRequest: return .object(["error": .string("This number takes no calls.")])
    case .speech:
      seen.forget(release)
      throw .unacceptable(status: 400, reason: "A voice request goes to /api/v1/vapi/voice.")
    default:
      await take(received)
      return .object([:])
    }
  }

  func speak(_ message: SignedMessage) async throws(BackendError) -> [UInt8] {
    guard setting.isVoice else {
      throw .unacceptable(status: 404, reason: "This server is nobody's voice: custom_voice is false.")
    }
    let (received, release) = try admit(message)
    guard case .speech(let order) = received.content else {
      seen.forget(release)
      throw .unacceptable(status: 400, reason: "Only voice requests come here; others go to /api/v1/vapi/messages.")
    }
    guard order.text.count <= Self.longestText else {
      throw spoken("refused", .unacceptable(status: 422, reason: "A text has at most \(Self.longestText) characters."))
    }
    do throws(VoiceError) {
      let clip = try await voice.clip(of: order.text, within: Self.speaking)
      guard !clip.samples.isEmpty else { throw VoiceError.renderer(status: -1) }
      counts.speech["spoken", default: 0] += 1
      return clip.resampled(to: order.sampleRate).pcm
    } catch {
      // The same request may come again.
      seen.forget(release)
      if case .text = error { throw spoken("refused", .unacceptable(status: 422, reason: "The text cannot be spoken.")) }
      throw spoken("failed", .unacceptable(status: 503, reason: "No voice had the words in time."))
    }
  }

  private func spoken(_ outcome: String, _ error: BackendError) -> BackendError {
    counts.speech[outcome, default: 0] += 1
    return error
  }

  private static let strange = "This call is not one that this server placed, so it answers nothing in it."

  // MARK: Messages

  /// Believes nothing before the signature, reads nothing before that, and takes nothing twice.
  private func admit(_ message: SignedMessage) throws(BackendError) -> (ReceivedMessage, Digest) {
    let moment = time.now()
    let digest: Digest
    do throws(SignatureFault) { digest = try verifier.verify(message, at: moment) } catch { throw refused(error) }
    let received: ReceivedMessage
    do throws(CallError) { received = try CallMessageReader.read(message.body) } catch {
      counts.note(message: "unreadable")
      throw .unacceptable(status: 400, reason: "\(error)")
    }
    if !verifier.rules.form.isDated {
      do throws(SignatureFault) { try verifier.check(received.sentAt, at: moment) } catch { throw refused(error) }
    }
    guard seen.admit(digest, at: moment) else { throw refused(.replayed) }
    return (received, digest)
  }

  private func refused(_ fault: SignatureFault) -> BackendError {
    counts.note(message: fault.word)
    return .unacceptable(
      status: fault == .replayed ? 409 : 401, reason: "The message is refused: its signature \(fault).")
  }

  private func take(_ received: ReceivedMessage) async {
    guard let call = received.call else { return }
    switch received.content {
    case .status(let status, let reason): machine.hear(status, of: call, reason: reason, at: now)
    case .report(let report): machine.hear(report, of: call, at: now)
    case .transcript(let speaker, let text, true) where setting.keepsTranscripts && machine.isCurrent(call):
      let alert = machine.alertsOfCall.first
      await append(
        .callHeard(
          machine.callCount, speaker: speaker, text: text, alert: alert?.id, session: alert?.session, at: time.now()))
    default: break
    }
  }

  /// Each within the time; what is late is said to be.
  private func answers(to calls: [ToolCall]) async -> [ToolResult] {
    await withTaskGroup(of: [ToolResult]?.self) { group in
      group.addTask { [assistant] in
        var results: [ToolResult] = []
        for call in calls { results.append(await assistant.answer(call)) }
        return results
      }
      group.addTask {
        try? await Task.sleep(for: Self.answering)
        return nil
      }
      let results = await group.next() ?? nil
      group.cancelAll()
      return results ?? calls.map { ToolResult($0, "The server was too slow. Tell the person to look at the screen.") }
    }
  }
}

extension CallMessage {
  /// For the metric's label.
  fileprivate var word: String {
    switch self {
    case .status: "status-update"
    case .transcript: "transcript"
    case .tools: "tool-calls"
    case .report: "end-of-call-report"
    case .assistantRequest: "assistant-request"
    case .speech: "voice-request"
    case .information: "information"
    case .unknown: "unknown"
    }
  }
}
