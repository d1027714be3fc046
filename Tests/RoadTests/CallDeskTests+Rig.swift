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

extension CallDeskTests {
  /// The service as its published shapes have it: it takes calls on and hears what is said in them.
  final class StandIn: Sendable {
    let server: RawHTTPServer
    let requests: AsyncStream<RawHTTPServer.Request>

    init(controlStatus: Int = 200) {
      let (stream, continuation) = AsyncStream.makeStream(of: RawHTTPServer.Request.self)
      requests = stream
      server = RawHTTPServer { request in
        defer { continuation.yield(request) }
        guard request.path.hasPrefix("/call") else { return .json("{}", status: controlStatus) }
        let host = request.headers["host"] ?? ""
        let joining = request.path == "/call/web" ? #","webCallUrl":"https://join.example/room-secret""# : ""
        return .json(
          #"{"id":"call-1","status":"queued","monitor":{"controlUrl":"http://\#(host)/control-secret"}\#(joining)}"#, status: 201)
      }
    }
  }

  final class Watched: JournalWriter {
    private let journal = FakeJournal()
    let (drafts, continuation) = AsyncStream.makeStream(of: JournalDraft.self)

    func append(_ drafts: [JournalDraft], deliveries: [JournalDelivery]) async throws -> [JournalEntry] {
      let entries = try await journal.append(drafts, deliveries: deliveries)
      for draft in drafts { continuation.yield(draft) }
      return entries
    }

    func record(of alert: AlertIdentifier) async throws -> AlertRecord { try await journal.record(of: alert) }
  }

  /// Alerts in memory, as a backend would give them.
  final class Alerts: Sendable {
    let open = Mutex<[AlertRecord]>([])
    let hub: EventHub

    init(_ hub: EventHub) { self.hub = hub }

    var tools: CallTools {
      CallTools(
        open: { self.open.withLock { $0.filter { $0.acknowledged == nil } } },
        explain: { alert in
          Vocabulary.Explanation(
            alert: alert, stream: nil, condition: .melanoma, level: .plain, short: "It resembles melanoma.", sentences: [],
            sources: [], codes: [])
        },
        acknowledge: { alert, principal throws(BackendError) in
          let changed = self.open.withLock { open -> AlertRecord? in
            guard let index = open.firstIndex(where: { $0.id == alert }) else { return nil }
            open[index].acknowledged = .init(by: principal.name, at: open[index].raisedAt)
            return open[index]
          }
          guard let changed else { throw .unknownAlert(alert) }
          self.hub.publish(.alertChanged(changed, sequence: 2))
          return changed
        })
    }
  }

  struct Rig {
    let hub = EventHub()
    let journal = Watched()
    let time = ManualTime()
    let standIn: StandIn
    let alerts: Alerts
    let desk: CallDesk
    let consents = ConsentBook()
    var sent: AsyncStream<RawHTTPServer.Request>.Iterator
    private var waiting: [JSONValue] = []
    var written: AsyncStream<JournalDraft>.Iterator
    static let secret = Secret(text: "webhook-secret-of-the-test")
    static let number = "+12025550123"
    static let key = "private-key-of-the-test"

    init(
      role: VapiSetting.ToolRole = .reviewer, controlStatus: Int = 200, keepsTranscripts: Bool = false, rules: CallRules? = nil
    ) async throws {
      standIn = StandIn(controlStatus: controlStatus)
      alerts = Alerts(hub)
      sent = standIn.requests.makeAsyncIterator()
      written = journal.drafts.makeAsyncIterator()
      var setting = VapiSetting(secretFile: "k", publicURL: "https://skino.example", signature: .init(secretFile: "s"))
      (setting.phoneNumberID, setting.numberFile, setting.assistantID) = ("p1", "n", "a1")
      (setting.role, setting.keepsTranscripts) = (role, keepsTranscripts)
      let target = try #require(HTTPTarget("http://127.0.0.1:\(standIn.server.port)"))
      var service = CallService(
        target: target, key: Secret(text: Self.key), assistant: .kept(id: "a1"),
        control: ControlRules(hosts: ["127.0.0.1"], allowsLoopback: true), messageAddress: "")
      (service.phoneNumber, service.number) = ("p1", Secret(text: Self.number))
      let shelf = ClipShelf()
      let phrase = SpokenPhrase.finding(.warning, name: "Melanoma")
      shelf.put(SpeechClip(samples: (0..<22_050).map { Int16($0 % 100) }, sampleRate: 22_050), for: phrase, by: "piper test")
      let nobody = LiveRenderer(.espeak, program: URL(fileURLWithPath: "/bin/false"))
      desk = CallDesk(
        setting: setting, client: try await CallClient(service: service, time: time),
        signature: SignatureRules(secret: Self.secret),
        tools: alerts.tools, names: [.melanoma: "Melanoma"],
        voice: CallVoice(shelf: shelf, phrases: [phrase, .notice], main: nil, spare: nobody), journal: journal, hub: hub,
        time: time, rules: rules, consents: consents,
        streams: { [.demo] })
    }

    /// Runs the desk beside `work`.
    mutating func run(_ work: (inout Rig) async throws -> Void) async throws {
      let running = Task { [desk] in await desk.run() }
      // It subscribes when it runs: a message that it knows only then tells.
      while await desk.isListening == false { await Task.yield() }
      let result: Result<Void, any Error>
      do {
        try await work(&self)
        result = .success(())
      } catch { result = .failure(error) }
      running.cancel()
      await running.value
      standIn.server.stop()
      try result.get()
    }

    func raise(_ session: SessionIdentifier = SessionIdentifier()) -> AlertRecord {
      let now = time.now().rfc3339
      let record = AlertRecord(
        id: AlertIdentifier(), stream: .demo, session: session, condition: .melanoma, codes: [], tier: .warning,
        raisedAt: now, capturedAt: now, probability: 0.7, threshold: ThresholdSetting(enter: 0.6, exit: 0.5), why: [],
        model: Fingerprint("m"), pack: Fingerprint("p"), preprocessing: "none", frameSHA256: "", demo: true)
      alerts.open.withLock { $0.append(record) }
      hub.publish(.alert(record, sequence: 1))
      return record
    }

    func signed(_ members: String, call: String = "call-1", path: String = "/api/v1/vapi/messages", nonce: Int = 0) throws
      -> SignedMessage
    {
      let body = Array(#"{"message":{\#(members),"call":{"id":"\#(call)"},"x":\#(nonce)}}"#.utf8)
      let stamp = "\(time.now().wallMilliseconds)"
      let code = try MessageAuthentication.sha256(Array("\(stamp).".utf8) + body, key: Self.secret)
      return SignedMessage(
        method: "POST", path: path, headers: ["x-signature": Hexadecimal.text(of: code), "x-timestamp": stamp], body: body)
    }

    @discardableResult
    func tell(_ members: String, call: String = "call-1") async throws -> JSONValue {
      try await desk.receive(try signed(members, call: call, nonce: Int.random(in: 0..<1_000_000_000)))
    }

    func tool(_ name: String, _ arguments: String = "{}", call: String = "call-1") async throws -> String {
      let reply = try await tell(
        #""type":"tool-calls","toolCallList":[{"id":"t1","name":"\#(name)","arguments":\#(arguments)}]"#, call: call)
      guard case .array(let results)? = reply["results"], let text = results.first?["result"]?.text else { return "no result" }
      return text
    }

    /// The next request whose body has this type. What is said and what the assistant is told go out side by side, in no order of their
    /// own: whatever else comes meanwhile waits for its turn.
    mutating func command(_ type: String) async throws -> JSONValue {
      if let index = waiting.firstIndex(where: { $0["type"] == .string(type) }) { return waiting.remove(at: index) }
      while let request = await sent.next(isolation: nil) {
        let body = (try? JSONValue(parsing: request.body)) ?? .null
        if body["type"] == .string(type) { return body }
        waiting.append(body)
      }
      throw CancellationError()
    }

    mutating func entry(_ kind: JournalEntryKind) async throws -> JournalDraft {
      while let draft = await written.next(isolation: nil) { if draft.kind == kind { return draft } }
      throw CancellationError()
    }
  }

  static func status(_ error: any Error) -> Int? {
    guard case BackendError.unacceptable(let status, _)? = error as? BackendError else { return nil }
    return status
  }
}
