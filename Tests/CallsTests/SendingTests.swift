import Cryptography
import Soup
import Testing
import Vocabulary

@testable import Calls

@Suite struct `What is sent to the call service` {
  private static let public4 = NetworkAddress("93.184.216.34")!

  private func address(_ text: String, hosts: [String] = ["vapi.ai"], here: Bool = false) throws(ControlAddressFault)
    -> ControlAddress
  {
    try ControlAddress(Secret(text: text), rules: ControlRules(hosts: hosts, allowsLoopback: here))
  }

  @Test func `goes to hosts of the service only`() throws {
    let good = try address("https://phone-call-websocket.aws-us-west-2-backend-production1.vapi.ai/7420f27a/control")
    #expect(good.target.host.hasSuffix(".vapi.ai") && good.path.withText { $0 } == "/7420f27a/control")
    #expect(try address("https://vapi.ai:443/c?token=a%20b").path.withText { $0 } == "/c?token=a%20b")
  }

  @Test(arguments: [
    "", "/control", "http://x.vapi.ai/c", "https://vapi.ai.evil.example/c", "https://evilvapi.ai/c",
    "https://vapi.ai@evil.example/c",
    "https://evil.example/vapi.ai", "https://x.vapi.ai:8443/c", "https://x.vapi.ai", "https://user:pass@x.vapi.ai/c",
    "https://x.vapi.ai/c#f", "https://x.vapi.ai./c", "https://127.0.0.1/c", "https://[::1]/c", "https://169.254.169.254/c",
    "https://2130706433/c", "https://localhost/c", "file:///etc/passwd", "https://x.vapi.ai\\@evil.example/c",
    "https://x.vapi.ai/c\r\nX: y",
    "https://x.vapi.ai /c", "wss://x.vapi.ai/c", "https:///c", "https://.vapi.ai/c",
  ])
  func `goes nowhere else`(text: String) {
    #expect(throws: ControlAddressFault.self) { try address(text) }
    #expect(throws: ControlAddressFault.self) { try address(text + String(repeating: "a", count: 2_048)) }
  }

  @Test func `goes to this machine only where the service is configured to be there`() throws {
    let text = "http://127.0.0.1:4321/c"
    #expect(throws: ControlAddressFault.self) { try address(text, hosts: ["127.0.0.1"]) }
    #expect(try address(text, hosts: ["127.0.0.1"], here: true).target.port == 4_321)
    #expect(throws: ControlAddressFault.self) { try address("http://10.0.0.1/c", hosts: ["10.0.0.1"], here: true) }
    #expect(throws: ControlAddressFault.self) { try address("https://10.0.0.1/c", hosts: ["10.0.0.1"], here: true) }
  }

  @Test(arguments: [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
    "2002:a00:1::1",
    "2001:db8::1", "198.18.0.1", "::127.0.0.1",
  ])
  func `goes to no name that means such an address`(address text: String) throws {
    let found = try #require(NetworkAddress(text))
    #expect(!found.isPublic)
    let control = try address("https://x.vapi.ai/c")
    #expect(throws: ControlAddressFault.network) { try control.addresses(HostLookup { _ in [Self.public4, found] }) }
  }

  @Test func `goes to the addresses that were checked`() throws {
    let control = try address("https://x.vapi.ai/c")
    #expect(try control.addresses(HostLookup { _ in [Self.public4] }) == [Self.public4])
    #expect(throws: ControlAddressFault.unresolvable) { try control.addresses(HostLookup { _ in [] }) }
    for text in ["8.8.8.8", "172.15.0.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "192.167.0.1"] {
      #expect(try #require(NetworkAddress(text)).isPublic, "\(text)")
    }
  }

  @Test func `has the published shapes`() throws {
    #expect(
      ControlCommand.say("Warning.", interrupts: true).body.encodedText
        == #"{"content":"Warning.","endCallAfterSpoken":false,"interruptAssistantEnabled":true,"interruptionsEnabled":true,"type":"say"}"#
    )
    #expect(
      ControlCommand.context("Known.").body.encodedText
        == #"{"message":{"content":"Known.","role":"system"},"triggerResponseEnabled":false,"type":"add-message"}"#)
    #expect(ControlCommand.hangUp.body.encodedText == #"{"type":"end-call"}"#)
    var service = Self.service(.kept(id: "a1"))
    #expect(throws: CallError.self) { try service.order(.phone) }
    (service.phoneNumber, service.number) = ("p1", Secret(text: "+12025550123"))
    let (path, body) = try service.order(.phone)
    #expect(path == "/call")
    #expect(body.encodedText == #"{"assistantId":"a1","customer":{"number":"+12025550123"},"phoneNumberId":"p1"}"#)
    #expect(try service.order(.web).path == "/call/web")
    #expect(try service.order(.web).body.encodedText == #"{"assistantId":"a1"}"#, "no number leaves with a web call")
  }

  @Test func `has an assistant that can be controlled and tells this server`() throws {
    let service = Self.service(.sent(["name": "S", "monitorPlan": ["listenEnabled": false, "controlEnabled": false]]))
    let assistant = try service.order(.web).body["assistant"]
    #expect(assistant?["monitorPlan"] == ["listenEnabled": false, "controlEnabled": true])
    #expect(assistant?["server"] == ["url": "https://skino.example/api/v1/vapi/messages"])
    let own = Self.service(.sent(["server": ["url": "https://elsewhere.example", "credentialId": "c"]]))
    #expect(try own.order(.web).body["assistant"]?["server"] == ["url": "https://elsewhere.example", "credentialId": "c"])
  }

  @Test func `is answered by a call, or not at all`() throws {
    let phone = try PlacedCall(["id": "c1", "status": "queued", "monitor": ["controlUrl": "https://x.vapi.ai/c"]], kind: .phone)
    #expect(phone.id.text == "c1" && phone.control?.withText { $0 } == "https://x.vapi.ai/c" && phone.joining == nil)
    #expect(try PlacedCall(["id": "c1"], kind: .phone).control == nil)
    let web = try PlacedCall(["id": "c1", "webCallUrl": "https://vapi.daily.co/x"], kind: .web)
    #expect(web.joining?.withText { $0 } == "https://vapi.daily.co/x")
    for bad: JSONValue in [[:], ["id": ""], ["id": "a b"], ["id": 7], [], "x"] {
      #expect(throws: CallError.self) { try PlacedCall(bad, kind: .phone) }
    }
    #expect(throws: CallError.self) { try PlacedCall(["id": "c1"], kind: .web) }
    #expect(throws: CallError.self) { try PlacedCall(["id": "c1", "webCallUrl": "javascript:alert(1)"], kind: .web) }
  }

  @Test func `is sent again only where that rings nobody twice`() {
    let plan = RetryPlan(attempts: 3, base: .milliseconds(200), longest: .seconds(5))
    func pause(_ failure: CallError, _ isRepeatable: Bool, attempt: Int = 1, after: Duration? = nil) -> Duration? {
      plan.pause(after: failure, attempt: attempt, isRepeatable: isRepeatable, retryAfter: after, chance: 0.5)
    }
    let refused = CallError.noAnswer(.connection(domain: "g-io-error-quark", code: 39))
    for failure in [
      CallError.status(429), .status(503), refused, .noAnswer(.connection(domain: "g-resolver-error-quark", code: 1)),
    ] {
      #expect(pause(failure, false) == .milliseconds(200) && pause(failure, true) == .milliseconds(200))
    }
    let cut = CallError.noAnswer(.connection(domain: "g-io-error-quark", code: 34))
    for failure in [CallError.status(500), .status(504), .noAnswer(.timedOut), cut, .unreadable(what: "")] {
      #expect(pause(failure, false) == nil && pause(failure, true) == .milliseconds(200))
    }
    for failure in [CallError.status(400), .status(401), .status(404), .gone, .noControl, .circuitOpen, .noAnswer(.untrusted)] {
      #expect(pause(failure, true) == nil)
    }
    #expect(pause(refused, false, attempt: 2) == .milliseconds(400) && pause(refused, false, attempt: 3) == nil)
    #expect(
      pause(.status(429), false, after: .seconds(4)) == .seconds(4) && pause(.status(429), false, after: .seconds(6)) == nil)
  }

  @Test func `never appears in what errors say`() {
    let faults: [CallError] = [
      .signature(.wrong), .unreadable(what: "x"), .noAnswer(.timedOut), .status(500), .circuitOpen, .controlAddress(.host),
      .noControl,
      .gone, .settings(what: "x"),
    ]
    for fault in faults { #expect(!"\(fault)".contains("http") && !"\(fault)".isEmpty) }
  }

  static func service(_ assistant: CallService.Assistant) -> CallService {
    guard let target = HTTPTarget("https://api.vapi.ai") else { preconditionFailure("no target") }
    return CallService(
      target: target, key: Secret(text: "private-key"), assistant: assistant,
      control: ControlRules(hosts: ["vapi.ai"], allowsLoopback: false),
      messageAddress: "https://skino.example/api/v1/vapi/messages")
  }
}
