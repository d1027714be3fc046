import Vocabulary

/// Reads the call service's messages, within limits. Unknown members are ignored, unknown types are ``CallMessage/unknown``.
///
/// - Source: VAPI's published shapes of server messages, read in November 2026.
public enum CallMessageReader {
  /// Bytes of a message: reports carry whole conversations.
  public static let bodyLimit = 1_048_576
  static let toolLimit = 8
  static let argumentLimit = 16
  static let nameLimit = 64
  static let textLimit = 4_000

  /// Types that only inform.
  private static let informing: Set<String> = [
    "speech-update", "conversation-update", "user-interrupted", "hang", "model-output", "assistant.speechStarted", "voice-input",
    "transfer-update", "language-change-detected", "assistant.started", "chat.created", "chat.deleted", "session.created",
    "session.updated", "session.deleted", "call.deleted", "phone-call-control", "transcript[transcriptType=\"final\"]",
  ]

  /// - Parameter bytes: a body whose sender was verified.
  /// - Returns: the message.
  /// - Throws: ``CallError/unreadable(what:)``; it never quotes the message.
  public static func read(_ bytes: [UInt8]) throws(CallError) -> ReceivedMessage {
    guard bytes.count <= bodyLimit else { throw .unreadable(what: "it is longer than \(bodyLimit) bytes") }
    let value: JSONValue
    do { value = try JSONValue(parsing: bytes) } catch { throw .unreadable(what: "\(error)") }
    guard let message = value["message"], case .object = message else { throw .unreadable(what: "it has no object `message`") }
    guard let type = message["type"]?.text, type.utf8.count <= nameLimit else { throw .unreadable(what: "it has no type") }
    return ReceivedMessage(
      call: message["call"]?["id"]?.text.flatMap(CallIdentifier.init), sentAt: milliseconds(message["timestamp"]),
      content: try content(type, message))
  }

  private static func content(_ type: String, _ message: JSONValue) throws(CallError) -> CallMessage {
    switch type {
    case "status-update":
      guard let status = message["status"]?.text.flatMap(CallStatus.init(rawValue:)) else {
        throw .unreadable(what: "its status is none that is known")
      }
      return .status(status, endedReason: message["endedReason"]?.text.map { CallReport.plainReason($0) })
    case "transcript": return transcript(message)
    case "tool-calls": return .tools(try tools(message))
    case "end-of-call-report": return .report(report(message))
    case "assistant-request": return .assistantRequest
    case "voice-request": return .speech(try speech(message))
    default: return informing.contains(type) ? .information(type) : .unknown
    }
  }

  private static func transcript(_ message: JSONValue) -> CallMessage {
    let role = message["role"]?.text == "assistant" ? "assistant" : "user"
    return .transcript(
      speaker: role, text: String((message["transcript"]?.text ?? "").prefix(textLimit)),
      isFinal: message["transcriptType"]?.text == "final")
  }

  private static func report(_ message: JSONValue) -> CallReport {
    func number(_ value: JSONValue?, _ range: ClosedRange<Double>) -> Double? {
      value?.double.flatMap { range.contains($0) ? $0 : nil }
    }
    let seconds =
      number(message["durationSeconds"], 0...86_400) ?? number(message["durationMs"], 0...86_400_000).map { $0 / 1000 }
    return CallReport(
      endedReason: CallReport.plainReason(message["endedReason"]?.text), seconds: seconds,
      cost: number(message["cost"] ?? message["call"]?["cost"], 0...100_000))
  }

  private static func speech(_ message: JSONValue) throws(CallError) -> SpeechOrder {
    guard let text = message["text"]?.text, let rate = message["sampleRate"]?.double.flatMap({ Int(exactly: $0) }),
      SpeechOrder.rates.contains(rate)
    else { throw .unreadable(what: "it has no text, or a sample rate other than 8000, 16000, 22050 or 24000") }
    return SpeechOrder(text: text, sampleRate: rate)
  }

  private static func tools(_ message: JSONValue) throws(CallError) -> [ToolCall] {
    guard case .array(let list)? = message["toolCallList"] ?? message["toolCalls"], (1...toolLimit).contains(list.count) else {
      throw .unreadable(what: "it has no list of 1 to \(toolLimit) tool calls")
    }
    var calls: [ToolCall] = []
    for item in list { calls.append(try tool(item)) }
    return calls
  }

  /// Either `{id, name, arguments}` or `{id, function: {name, arguments}}`; the arguments as an object or as JSON in a string.
  private static func tool(_ item: JSONValue) throws(CallError) -> ToolCall {
    let function = item["function"] ?? item
    guard let id = item["id"]?.text, (1...128).contains(id.utf8.count), let name = function["name"]?.text,
      (1...nameLimit).contains(name.utf8.count)
    else { throw .unreadable(what: "a tool call has no id or no name") }
    var arguments = function["arguments"] ?? .object([:])
    if let text = arguments.text {
      arguments = text.isEmpty ? .object([:]) : (try? JSONValue(parsing: Array(text.utf8))) ?? .null
    }
    guard case .object(let members) = arguments, members.count <= argumentLimit else {
      throw .unreadable(what: "a tool call's arguments are no object of at most \(argumentLimit) members")
    }
    return ToolCall(id: id, name: name, arguments: members)
  }

  private static func milliseconds(_ value: JSONValue?) -> Int64? {
    if let text = value?.text { return RFC3339.wallMilliseconds(text) }
    return value?.double.flatMap { Int64(exactly: $0.rounded()) }
  }
}
