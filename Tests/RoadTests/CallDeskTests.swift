import Calls
import Configuration
import Cryptography
import Foundation
import Journal
import Server
import Soup
import Synchronization
import TestSupport
import Testing
import Vocabulary
import Voice

@testable import Pipeline

/// The owner of calls against a stand-in of the service over real sockets, from the alert to the report in the journal.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct CallDeskTests {
  @Test func `a warning rings, is said, is acknowledged by telephone, and ends in the journal`() async throws {
    var rig = try await Rig()
    try await rig.run { rig async throws in
      let alert = rig.raise()
      let placed = try #require(await rig.sent.next(isolation: nil))
      #expect(placed.path == "/call" && placed.headers["authorization"] == "Bearer " + Rig.key)
      let entry = try await rig.entry(.callPlaced)
      #expect(entry.alert == alert.id && entry.session == alert.session && entry.data["by"] == .null)
      try await rig.tell(#""type":"status-update","status":"in-progress""#)
      let said = try await rig.command("say")
      #expect(said["content"] == "Warning, resembles melanoma. Research use only. Not for diagnosis.")
      #expect(said["interruptAssistantEnabled"] == true)
      let context = try await rig.command("add-message")
      #expect(context["triggerResponseEnabled"] == false && context["message"]?["content"]?.text?.contains(alert.id.text) == true)
      #expect(try await rig.entry(.callSaid).data["text"] == said["content"])
      #expect(try await rig.tool("list_alerts").contains(alert.id.text))
      #expect(try await rig.tool("explain_alert") == "It resembles melanoma.")
      #expect(try await rig.tool("acknowledge_alert", #"{"alert":"\#(alert.id.text.prefix(8))"}"#).contains("is acknowledged"))
      #expect(rig.alerts.open.withLock { $0[0].acknowledged?.by } == CallAssistantDesk.name)
      let settled = try await rig.command("add-message")
      #expect(settled["message"]?["content"]?.text?.hasPrefix("An alert was acknowledged") == true)
      try await rig.tell(
        #""type":"end-of-call-report","endedReason":"customer-ended-call","durationSeconds":21,"cost":0.02,"transcript":"secret words","customer":{"number":"\#(Rig.number)"}"#
      )
      let ended = try await rig.entry(.callEnded)
      #expect(ended.data["service_reason"] == "customer-ended-call" && ended.data["service_cost_usd"] == 0.02)
      #expect(ended.data["said"] == 1)
      #expect(await rig.desk.state().call == nil)
    }
  }

  @Test(arguments: [
    Consent(record: true, snapshots: true, speak: false, handOff: true),
    Consent(record: true, snapshots: true, speak: true, handOff: false),
  ])
  func `a session that does not allow to speak or to hand over rings nobody and is not told in another's call`(
    _ consent: Consent
  ) async throws {
    var rig = try await Rig()
    try await rig.run { rig async throws in
      let silent = SessionIdentifier()
      rig.consents.state(consent, for: silent)
      let kept = rig.raise(silent)
      // Events come in order: were the first one rung for, this one's call would name it too.
      let told = rig.raise()
      let placed = try await rig.entry(.callPlaced)
      #expect(placed.data["alerts"] == .array([.string(told.id.text)]), "\(placed.data)")
      try await rig.tell(#""type":"status-update","status":"in-progress""#)
      _ = try await rig.command("say")
      #expect(try await rig.entry(.callSaid).data["alerts"] == .array([.string(told.id.text)]))
      let list = try await rig.tool("list_alerts")
      #expect(list.contains(told.id.text) && !list.contains(kept.id.text))
      #expect(try await rig.tool("explain_alert", #"{"alert":"\#(kept.id.text)"}"#).contains("No alert that waits"))
      #expect(try await rig.tool("acknowledge_alert", #"{"alert":"\#(kept.id.text)"}"#).contains("No alert that waits"))
      #expect(rig.alerts.open.withLock { $0.first { $0.id == kept.id }?.acknowledged } == nil)
    }
  }

  @Test func `consent that is taken back while the call lasts is not spoken of any more`() async throws {
    var rig = try await Rig()
    try await rig.run { rig async throws in
      let alert = rig.raise()
      _ = try await rig.entry(.callPlaced)
      rig.consents.state(.none, for: alert.session)
      try await rig.tell(#""type":"status-update","status":"in-progress""#)
      #expect(try await !rig.tool("list_alerts").contains(alert.id.text))
      // The call has no use any more: it is ended, with nothing said in it.
      rig.time.advance(by: .seconds(31))
      _ = try await rig.command("end-call")
      #expect(await rig.desk.counts.said == 0)
    }
  }

  @Test func `a warning that goes to a second reader rings again, once`() async throws {
    var rules = CallRules()
    (rules.attempts, rules.cooldown) = (1, .zero)
    var rig = try await Rig(rules: rules)
    try await rig.run { rig async throws in
      var alert = rig.raise()
      _ = try await rig.entry(.callPlaced)
      try await rig.tell(#""type":"status-update","status":"ended","endedReason":"customer-did-not-answer""#)
      while await rig.desk.state().call != nil { await Task.yield() }
      rig.time.advance(by: .seconds(120))
      alert.escalated = AlertRecord.Escalation(to: "reviewer", at: rig.time.now().rfc3339)
      alert.endedAt = rig.time.now().rfc3339
      rig.hub.publish(.alertChanged(alert, sequence: 3))
      rig.hub.publish(.alertChanged(alert, sequence: 4))
      let second = try await rig.entry(.callPlaced)
      #expect(second.alert == alert.id, "its attempts were used up, and its finding is gone")
      #expect(await rig.desk.counts.placed == 2)
    }
  }

  @Test func `no secret, number or spoken word gets into journal, metrics or state`() async throws {
    var rig = try await Rig()
    try await rig.run { rig async throws in
      _ = rig.raise()
      var entries = [try await rig.entry(.callPlaced)]
      try await rig.tell(#""type":"status-update","status":"in-progress""#)
      entries.append(try await rig.entry(.callSaid))
      try await rig.tell(#""type":"transcript","role":"user","transcriptType":"final","transcript":"secret words""#)
      try await rig.tell(#""type":"end-of-call-report","endedReason":"called \#(Rig.number)","transcript":"secret words""#)
      entries.append(try await rig.entry(.callEnded))
      var metrics = MetricsText()
      metrics.calls(await rig.desk.figures)
      let state = String(decoding: try JSONEncoder().encode(await rig.desk.state()), as: UTF8.self)
      let all = entries.map(\.data.encodedText).joined() + metrics.text + state
      for secret in ["control-secret", Rig.key, Rig.number, "secret words", "webhook-secret"] { #expect(!all.contains(secret)) }
      #expect(metrics.text.contains(#"skino_calls_total{outcome="placed"} 1"#))
      #expect(metrics.text.contains("skino_call_say_seconds_count 1"))
    }
  }

  @Test func `transcripts are written only where the configuration keeps them`() async throws {
    var rig = try await Rig(keepsTranscripts: true)
    try await rig.run { rig async throws in
      let alert = rig.raise()
      _ = try await rig.entry(.callPlaced)
      try await rig.tell(#""type":"transcript","role":"user","transcriptType":"partial","transcript":"I""#)
      try await rig.tell(#""type":"transcript","role":"user","transcriptType":"final","transcript":"I see it""#)
      let heard = try await rig.entry(.callHeard)
      #expect(heard.data["text"] == "I see it" && heard.session == alert.session)
    }
  }

  @Test func `nothing is believed without a signature, and nothing is taken twice`() async throws {
    var rig = try await Rig()
    try await rig.run { rig async throws in
      let message = try rig.signed(#""type":"hang""#)
      var forged = message.headers
      forged["x-signature"] = String(repeating: "0", count: 64)
      let unsigned = SignedMessage(method: "POST", path: message.path, headers: forged, body: message.body)
      await #expect { try await rig.desk.receive(unsigned) } throws: { Self.status($0) == 401 }
      #expect(try await rig.desk.receive(message) == .object([:]))
      await #expect { try await rig.desk.receive(message) } throws: { Self.status($0) == 409 }
      rig.time.advance(by: .seconds(301))
      let old = try rig.signed(#""type":"hang""#, nonce: 2)
      rig.time.advance(by: .seconds(301))
      await #expect { try await rig.desk.receive(old) } throws: { Self.status($0) == 401 }
      // A signature vouches for the sender, not for sense.
      await #expect { try await rig.tell(#""type":"status-update","status":"flying""#) } throws: { Self.status($0) == 400 }
      #expect(try await rig.tell(#""type":"assistant-request""#)["error"]?.text != nil)
      #expect(try await rig.tell(#""type":"teleport""#) == .object([:]))
      let counts = await rig.desk.counts.messages
      #expect(
        counts["wrong"] == 1 && counts["replayed"] == 1 && counts["stale"] == 1 && counts["unreadable"] == 1
          && counts["unknown"] == 1)
    }
  }

  @Test func `tools answer in this server's own calls only, and acknowledge only where that is allowed`() async throws {
    var rig = try await Rig(role: .viewer)
    try await rig.run { rig async throws in
      let alert = rig.raise()
      #expect(try await rig.tool("list_alerts", call: "another").contains("not one that this server placed"))
      _ = try await rig.entry(.callPlaced)
      try await rig.tell(#""type":"status-update","status":"in-progress""#)
      #expect(try await rig.tool("list_alerts").contains(alert.id.text))
      #expect(try await rig.tool("acknowledge_alert").contains("not allowed"))
      #expect(try await rig.tool("delete_everything").contains("no such tool"))
      #expect(try await rig.tool("explain_alert", #"{"alert":"ffffffff"}"#).contains("No alert that waits"))
      #expect(try await rig.tool("explain_alert", #"{"alert":"\#(alert.id.text.prefix(3))"}"#).contains("No alert that waits"))
      _ = rig.raise()
      #expect(try await rig.tool("explain_alert").contains("Several alerts"))
      #expect(rig.alerts.open.withLock { $0.allSatisfy { $0.acknowledged == nil } })
      let list = try await rig.tool("list_alerts")
      #expect(!list.contains("demo") && !list.contains(alert.session.text), "no stream and no session leaves")
    }
  }

  @Test func `somebody asks for a web call, gets the way in, and ends it`() async throws {
    var rig = try await Rig()
    try await rig.run { rig async throws in
      let principal = Principal(name: "ward", role: .clinician, isLocal: false)
      let started = try await rig.desk.start(isWeb: true, by: principal)
      #expect(started.joining?.withText { $0 } == "https://join.example/room-secret")
      #expect(try await rig.entry(.callPlaced).data["by"] == "ward")
      await #expect { try await rig.desk.start(isWeb: false, by: principal) } throws: { Self.status($0) == 409 }
      _ = try await rig.desk.hangUp(by: principal)
      _ = try await rig.command("end-call")
      try await rig.tell(#""type":"status-update","status":"ended","endedReason":"assistant-ended-call""#)
      await #expect { try await rig.desk.hangUp(by: principal) } throws: { Self.status($0) == 409 }
    }
  }

  @Test func `a call that the service forgot is over`() async throws {
    var rig = try await Rig(controlStatus: 404)
    try await rig.run { rig async throws in
      _ = rig.raise()
      _ = try await rig.entry(.callPlaced)
      try await rig.tell(#""type":"status-update","status":"in-progress""#)
      while await rig.desk.state().call != nil { await Task.yield() }
      #expect(await rig.desk.counts.said == 0)
    }
  }

  @Test func `as a voice it gives the words at the rate that was asked for, or an error`() async throws {
    var rig = try await Rig()
    try await rig.run { rig async throws in
      func order(_ text: String, _ rate: Int) throws -> SignedMessage {
        try rig.signed(
          #""type":"voice-request","text":"\#(text)","sampleRate":\#(rate)"#, nonce: Int.random(in: 0..<1_000_000_000))
      }
      for rate in SpeechOrder.rates {
        #expect(try await rig.desk.speak(try order("Warning, resembles melanoma.", rate)).count == rate * 2)
      }
      // No clip and no process: silence would be taken for speech.
      await #expect { try await rig.desk.speak(try order("Something else.", 8_000)) } throws: { Self.status($0) == 503 }
      await #expect { try await rig.desk.speak(try order("...", 8_000)) } throws: { Self.status($0) == 422 }
      await #expect { try await rig.desk.speak(try order(String(repeating: "a", count: 1_001), 8_000)) } throws: {
        Self.status($0) == 422
      }
      await #expect { try await rig.desk.speak(try rig.signed(#""type":"hang""#)) } throws: { Self.status($0) == 400 }
      #expect(await rig.desk.counts.speech == ["spoken": 4, "failed": 1, "refused": 2])
    }
  }

  @Test func `the assistant to begin with has the tools that are answered, and nothing is recorded`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: root.appending(path: "Documentation/vapi-assistant.json"))
    let assistant = try JSONValue(parsing: [UInt8](data))
    guard case .array(let tools)? = assistant["model"]?["tools"] else {
      Issue.record("it has no tools")
      return
    }
    #expect(tools.compactMap { $0["function"]?["name"]?.text } == ["list_alerts", "explain_alert", "acknowledge_alert"])
    #expect(assistant["artifactPlan"]?["recordingEnabled"] == false && assistant["monitorPlan"]?["controlEnabled"] == true)
    guard case .array(let messages)? = assistant["serverMessages"] else { return }
    #expect(!messages.contains("transcript"))
  }

  @Test func `a call that is being placed while the server ends is hung up too`() async throws {
    var rig = try await Rig()
    try await rig.run { rig async throws in
      _ = rig.raise()
      #expect(await rig.sent.next(isolation: nil)?.path == "/call")
    }
    _ = try await rig.command("end-call")
  }

  @Test func `a server that ends hangs up and writes the call down`() async throws {
    var rig = try await Rig()
    try await rig.run { rig async throws in
      _ = rig.raise()
      _ = try await rig.entry(.callPlaced)
      try await rig.tell(#""type":"status-update","status":"in-progress""#)
      _ = try await rig.command("say")
    }
    #expect(try await rig.entry(.callEnded).data["reason"] == "stopping")
  }
}
