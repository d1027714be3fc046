import Configuration
import Cryptography
import Foundation
import Journal
import Testing
import Vocabulary

@testable import Handoff

@Suite struct `Messages` {
  @Test func `a signature is the published vector's`() throws {
    // The example of the Standard Webhooks specification.
    let secrets = try #require(SigningSecrets(Secret(text: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")))
    let headers = try secrets.headers(
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", body: Array(#"{"test": 2432232314}"#.utf8),
      at: Moment(monotonic: .zero, wallMilliseconds: 1_614_265_330_999))
    #expect(headers.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
    #expect(
      headers.map(\.value) == [
        "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
      ])
  }

  @Test func `while secrets change each of them signs`() throws {
    let one = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    let two = "whsec_" + Data(repeating: 7, count: 32).base64EncodedString()
    let moment = Moment(monotonic: .zero, wallMilliseconds: 0)
    func signatures(_ text: String) throws -> [Substring] {
      let headers = try #require(SigningSecrets(Secret(text: text))).headers(id: "a", body: [1], at: moment)
      return headers[2].value.split(separator: " ")
    }
    #expect(try signatures("\(two)\n\(one)\n") == signatures(two) + signatures(one))
    for bad in ["", "whsec_", "whsec_c2hvcnQ=", "\(one)\nnonsense", "whsec_" + Data(count: 65).base64EncodedString()] {
      #expect(SigningSecrets(Secret(text: bad)) == nil)
    }
  }

  private static func bodies(_ setting: SinkSetting) -> [AlertChange: PendingDelivery] {
    Dictionary(
      uniqueKeysWithValues: AlertChange.allCases.compactMap { change in
        PreviewSample.delivery(change, for: setting).map { (change, $0) }
      })
  }

  @Test(arguments: SinkSetting.Kind.allCases)
  func `a thin message names no stream, no person and no reason`(kind: SinkSetting.Kind) throws {
    var setting = SinkSetting(name: "a", kind: kind, url: "https://ehr.example/hook")
    (setting.explains, setting.secretFile) = (true, kind == .webhook ? "f" : nil)
    let previews = try SinkPreview.all(of: setting)
    #expect(previews.count >= AlertChange.allCases.count)
    for preview in previews {
      for word in ["bedside", "a clinician's name", "the reason that was given", "vector", "frame_sha256"] {
        #expect(!preview.body.contains(word), "\(preview.change): \(word)")
      }
      #expect(preview.body.utf8.count < 20_000)
      #expect(
        preview.body.contains("esearch use only") || preview.body.contains("research_use_only") || preview.change == "connected")
    }
  }

  @Test func `a full message has the whole record but its vectors`() throws {
    var setting = SinkSetting(name: "a", kind: .webhook, url: "https://ehr.example/hook")
    setting.details = .full
    setting.link = "https://skino.example"
    let data = try #require(Self.bodies(setting)[.acknowledged]?.delivery.body["data"])
    #expect(data["stream"] == "bedside" && data["acknowledged"]?["by"] == "a clinician's name")
    #expect(data["why"] != nil && data["probability"]?.double == 0.71)
    #expect(data["link"]?.text?.hasPrefix("https://skino.example/alert?id=") == true)
    #expect(!data.encodedText.contains("\"vector\""))
  }

  @Test func `the message's form is the one that is fixed`() throws {
    let setting = SinkSetting(name: "a", kind: .webhook, url: "https://ehr.example/hook")
    let bodies = Self.bodies(setting)
    for (change, delivery) in bodies {
      let body = delivery.delivery.body
      #expect(body["type"]?.text == (change == .raised ? "skino.alert.raised" : "skino.alert.changed"))
      #expect(body["timestamp"]?.text.flatMap(RFC3339.wallMilliseconds) != nil)
      #expect(body["data"]?["id"]?.text.flatMap { AlertIdentifier($0) } != nil)
    }
  }

  @Test func `a webhook is never sent unsigned`() throws {
    let setting = SinkSetting(name: "a", kind: .webhook, url: "https://ehr.example/hook")
    let delivery = try #require(Self.bodies(setting)[.raised])
    #expect(throws: HandoffFault.unsigned) {
      _ = try SinkRequest(delivery, for: setting, secrets: nil, at: PreviewSample.moment)
    }
  }

  @Test func `the same attempt twice has the same id and the same bytes`() throws {
    for kind in [SinkSetting.Kind.webhook, .cloudevents, .fhir] {
      let setting = SinkSetting(name: "a", kind: kind, url: "https://ehr.example/hook")
      let delivery = try #require(Self.bodies(setting)[.raised])
      let later = PreviewSample.moment.advanced(by: .seconds(300))
      let first = try SinkRequest(delivery, for: setting, secrets: PreviewSample.secrets, at: PreviewSample.moment)
      let second = try SinkRequest(delivery, for: setting, secrets: PreviewSample.secrets, at: later)
      #expect(first.bytes == second.bytes)
      #expect(first.headers.first { $0.name == "webhook-id" }?.value == second.headers.first { $0.name == "webhook-id" }?.value)
      #expect(first.headers.last?.value != second.headers.last?.value, "the signature holds for its own time")
    }
  }

  @Test func `a CloudEvent has the same attributes in both modes`() throws {
    var setting = SinkSetting(name: "a", kind: .cloudevents, url: "https://ehr.example/hook")
    setting.source = "urn:clinic:50%"
    let delivery = try #require(Self.bodies(setting)[.raised])
    let whole = try JSONValue(parsing: SinkRequest(delivery, for: setting, secrets: nil, at: PreviewSample.moment).bytes)
    setting.mode = .binary
    let split = try SinkRequest(delivery, for: setting, secrets: nil, at: PreviewSample.moment)
    for name in ["specversion", "id", "source", "type", "time", "subject"] {
      let header = split.headers.first { $0.name == "ce-" + name }?.value
      #expect(header?.removingPercentEncoding == whole[name]?.text && header != nil, "\(name)")
    }
    #expect(split.headers.contains { $0.name == "ce-source" && $0.value == "urn:clinic:50%25" })
    #expect(try JSONValue(parsing: split.bytes) == whole["data"])
  }

  @Test func `a finding is artificial intelligence's until a clinician answers for it`() throws {
    let setting = SinkSetting(name: "a", kind: .fhir, url: "https://ehr.example/fhir")
    for (change, delivery) in Self.bodies(setting) {
      let bundle = FHIRBundle(delivery, source: "urn:clinic").json
      guard case .array(let entries)? = bundle["entry"] else { return #expect(Bool(false)) }
      let isAsserted = change == .acknowledged || change == .verdict
      for entry in entries where ["Observation", "RiskAssessment"].contains(entry["resource"]?["resourceType"]?.text) {
        guard case .array(let labels)? = entry["resource"]?["meta"]?["security"] else { return #expect(Bool(false)) }
        #expect(labels.map { $0["code"] } == [isAsserted ? "CLINAST" : "AIAST"], "\(change)")
        let request = entry["request"]
        #expect(request?["method"] == (change == .raised ? "POST" : "PUT"))
        #expect((request?["ifNoneExist"] != nil) == (change == .raised))
      }
      #expect(entries.map { $0["resource"]?["resourceType"] } == ["Device", "Observation", "RiskAssessment", "Provenance"])
    }
  }

  @Test func `MQTT packets are those of the specification`() throws {
    let will = MQTTMessage(topic: "s", payload: Array("off".utf8), isRetained: true)
    #expect(
      MQTTPacket.connect(client: "c", will: will, user: "u", password: Array("p".utf8)) == [
        0x10, 27, 0, 4, 77, 81, 84, 84, 4, 0xEE, 0, 60, 0, 1, 99, 0, 1, 115, 0, 3, 111, 102, 102, 0, 1, 117, 0, 1, 112,
      ])
    let long = MQTTMessage(topic: "t", payload: [UInt8](repeating: 1, count: 200), isRetained: false)
    #expect(MQTTPacket.publish(long, identifier: 258).prefix(8) == [0x32, 0xCD, 0x01, 0, 1, 116, 1, 2])
    #expect(throws: HandoffFault.brokerRefused("user or password")) { try MQTTPacket.checkConnected([0x20, 2, 0, 4]) }
    #expect(throws: HandoffFault.unreadable) { try MQTTPacket.checkConnected(Array("HTTP".utf8)) }
  }
}
