import TestSupport
import Testing
import Vocabulary

@testable import Calls

@Suite struct `A message of the call service` {
  private func read(_ text: String) throws -> ReceivedMessage { try CallMessageReader.read(Array(text.utf8)) }
  private func content(_ members: String) throws -> CallMessage { try read("{\"message\":{\(members)}}").content }

  @Test func `says what it is about`() throws {
    let message = try read(
      #"{"message":{"type":"status-update","status":"in-progress","call":{"id":"call-1","orgId":"x"},"timestamp":1764000000123,"artifact":{}}}"#
    )
    #expect(message.call == CallIdentifier("call-1") && message.sentAt == 1_764_000_000_123)
    #expect(message.content == .status(.inProgress, endedReason: nil))
  }

  @Test(arguments: CallStatus.allCases)
  func `knows every status`(status: CallStatus) throws {
    #expect(
      try content(#""type":"status-update","status":"\#(status.rawValue)","endedReason":"customer-ended-call""#)
        == .status(status, endedReason: "customer-ended-call"))
  }

  @Test func `reads tool calls of either published form`() throws {
    let wanted = CallMessage.tools([ToolCall(id: "t1", name: "list_alerts", arguments: ["alert": "3f"])])
    for form in [
      #""toolCallList":[{"id":"t1","name":"list_alerts","arguments":{"alert":"3f"}}]"#,
      #""toolCallList":[{"id":"t1","type":"function","function":{"name":"list_alerts","arguments":{"alert":"3f"}}}]"#,
      #""toolCalls":[{"id":"t1","function":{"name":"list_alerts","arguments":"{\"alert\":\"3f\"}"}}]"#,
    ] { #expect(try content("\"type\":\"tool-calls\"," + form) == wanted) }
    let bare = try content(#""type":"tool-calls","toolCallList":[{"id":"t1","name":"x"},{"id":"t2","name":"x","arguments":""}]"#)
    #expect(bare == .tools([ToolCall(id: "t1", name: "x", arguments: [:]), ToolCall(id: "t2", name: "x", arguments: [:])]))
  }

  @Test func `keeps of a report its reason, length and cost alone`() throws {
    let text = #"""
      "type":"end-of-call-report","endedReason":"customer-ended-call","cost":0.0312,"durationSeconds":41.5,
      "transcript":"AI: Hello","customer":{"number":"+12025550123"},"artifact":{"recordingUrl":"https://x"}
      """#
    #expect(try content(text) == .report(CallReport(endedReason: "customer-ended-call", seconds: 41.5, cost: 0.0312)))
    #expect(
      try content(#""type":"end-of-call-report","durationMs":1500,"call":{"cost":1}"#)
        == .report(CallReport(endedReason: "other", seconds: 1.5, cost: 1)))
    #expect(
      try content(#""type":"end-of-call-report","durationSeconds":-1,"cost":"free","endedReason":"+12025550123 hung up""#)
        == .report(CallReport(endedReason: "other", seconds: nil, cost: nil)))
  }

  @Test(arguments: [
    ("customer-ended-call", true), ("call.start.error-get-transport", true),
    ("call.in-progress.error-providerfault-http-500", true),
    ("12025550123", false), ("number-12025550123", false), ("Mr Smith hung up", false), ("", false), ("é", false),
  ])
  func `gives no reason that could hold a number or a name`(reason: String, isPlain: Bool) {
    #expect(CallReport.plainReason(reason) == (isPlain ? reason : "other"))
    #expect(CallReport.plainReason(String(repeating: "a", count: 101)) == "other" && CallReport.plainReason(nil) == "other")
  }

  @Test func `orders speech at the published rates only`() throws {
    for rate in SpeechOrder.rates {
      #expect(
        try content(#""type":"voice-request","text":"Hello.","sampleRate":\#(rate)"#)
          == .speech(SpeechOrder(text: "Hello.", sampleRate: rate)))
    }
    for bad in [
      #""text":"Hello.","sampleRate":44100"#, #""text":"Hello.","sampleRate":8000.5"#, #""text":"Hello.""#, #""sampleRate":8000"#,
      #""text":7,"sampleRate":8000"#, #""text":"Hello.","sampleRate":1e300"#,
    ] {
      #expect(throws: CallError.self) { try content("\"type\":\"voice-request\"," + bad) }
    }
  }

  @Test func `of a type that nobody knows is unknown, and members that nobody knows are ignored`() throws {
    #expect(try content(#""type":"teleport","x":[1,2,{}]"#) == .unknown)
    #expect(try content(#""type":"speech-update","status":"started","turn":3"#) == .information("speech-update"))
    #expect(try content(#""type":"assistant-request","phoneNumber":{}"#) == .assistantRequest)
    #expect(
      try content(#""type":"transcript","role":"user","transcriptType":"final","transcript":"Hello""#)
        == .transcript(speaker: "user", text: "Hello", isFinal: true))
  }

  @Test(arguments: [
    "", "null", "[]", "{}", #"{"message":1}"#, #"{"message":{}}"#, #"{"message":{"type":1}}"#,
    #"{"message":{"type":"status-update"}}"#,
    #"{"message":{"type":"status-update","status":"flying"}}"#, #"{"message":{"type":"tool-calls"}}"#,
    #"{"message":{"type":"tool-calls","toolCallList":[]}}"#,
    #"{"message":{"type":"tool-calls","toolCallList":[{"id":"","name":"x"}]}}"#,
    #"{"message":{"type":"tool-calls","toolCallList":[{"id":"a","name":"x","arguments":[1]}]}}"#,
    #"{"message":{"type":"tool-calls","toolCallList":[{"id":"a","name":"x","arguments":"{"}]}}"#, #"{"message":{"type":"hang"}"#,
    #"{"message":{"type":"hang","type":"hang"}}"#,
  ])
  func `that is none is refused without being quoted`(text: String) {
    #expect { try read(text) } throws: { error in
      guard case CallError.unreadable(let what)? = error as? CallError else { return false }
      return !what.contains("flying") && !what.contains("hang")
    }
  }

  @Test func `that is too long, too deep or has too many calls is refused`() {
    let long = #"{"message":{"type":"hang","x":""# + String(repeating: "a", count: CallMessageReader.bodyLimit) + "\"}}"
    #expect(throws: CallError.self) { try read(long) }
    #expect(throws: CallError.self) { try read(String(repeating: "[", count: 100_000)) }
    let calls = (0..<9).map { #"{"id":"\#($0)","name":"x"}"# }.joined(separator: ",")
    #expect(throws: CallError.self) { try content(#""type":"tool-calls","toolCallList":[\#(calls)]"#) }
  }

  /// Whatever bytes come, the reader answers or refuses; it never traps.
  @Test func `of any bytes is read or refused`() {
    var generator = SplitMix64(seed: 6)
    let good = Array(
      #"{"message":{"type":"tool-calls","toolCallList":[{"id":"t1","name":"x","arguments":{"a":[1,-2e9,null]}}]}}"#.utf8)
    for _ in 0..<3_000 {
      var bytes = good
      for _ in 0...Int(generator.next() % 4) {
        let index = Int(generator.next() % UInt64(bytes.count))
        switch generator.next() % 3 {
        case 0: bytes[index] = UInt8(truncatingIfNeeded: generator.next())
        case 1: bytes.remove(at: index)
        default: bytes.insert(bytes[Int(generator.next() % UInt64(bytes.count))], at: index)
        }
      }
      _ = try? CallMessageReader.read(bytes)
    }
  }

  @Test func `is answered in the published shape`() {
    let call = ToolCall(id: "t1", name: "list_alerts", arguments: [:])
    #expect(
      ToolResult.reply([ToolResult(call, "none")]).encodedText
        == #"{"results":[{"name":"list_alerts","result":"none","toolCallId":"t1"}]}"#)
  }
}
