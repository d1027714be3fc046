import Calls
import Configuration
import Cryptography
public import Foundation
import Journal
import Server
import Soup
public import Vocabulary
import Voice

/// How long it takes from an alert's decision until its words have reached the call service: what `bench calls` prints.
public struct CallBenchmark: Sendable, Hashable {
  /// From the decision over the journal's disk to the arrival of the `say` request at a service on this machine, in milliseconds.
  public let said: Quantiles
  public let alerts: Int

  /// Raises warnings one after the other while a call is under way, in a server's own parts: journal on the disk, hub, machine, client.
  ///
  /// - Parameters:
  ///   - folder: empty, on the disk that is to be measured.
  ///   - alerts: how many.
  /// - Returns: what was measured.
  /// - Throws: if the parts cannot be put together, or nothing was said.
  public static func run(folder: URL, alerts: Int = 200) async throws -> CallBenchmark {
    let standIn = CallStandIn()
    try await standIn.start()
    let (journal, hub) = (try await JournalStore.open(folder: folder.path), EventHub())
    let desk = AlertDesk(journal: journal, hub: hub)
    let secret = try Secret.random(byteCount: 32)
    let calls = try await calls(at: await standIn.port, secret, journal, hub)
    let times = try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await desk.run() }
      group.addTask { await calls.run() }
      while await calls.isListening == false { try await Task.sleep(for: .milliseconds(10)) }
      let times = try await raise(alerts, desk, calls, secret, hub, standIn.arrivals)
      desk.finish()
      group.cancelAll()
      return times
    }
    await standIn.stop()
    await journal.close()
    guard let said = Quantiles(of: times) else {
      throw PipelineError.unusable(what: "the call", reason: "nothing was said in it")
    }
    return CallBenchmark(said: said, alerts: times.count)
  }

  private static func calls(
    at port: UInt16, _ secret: Secret, _ journal: JournalStore, _ hub: EventHub
  ) async throws -> CallDesk {
    var setting = VapiSetting(secretFile: "", publicURL: "", signature: .init(secretFile: ""))
    setting.numberFile = ""
    guard let target = HTTPTarget("http://127.0.0.1:\(port)") else {
      throw PipelineError.unusable(what: "the call service", reason: "it has no address")
    }
    var service = CallService(
      target: target, key: Secret(text: "bench"), assistant: .kept(id: "bench"),
      control: ControlRules(hosts: ["127.0.0.1"], allowsLoopback: true), messageAddress: "")
    (service.phoneNumber, service.number) = ("bench", Secret(text: "+10000000000"))
    let tools = CallTools(
      open: { [] }, explain: { alert throws(BackendError) in throw .unknownAlert(alert) },
      acknowledge: { alert, _ throws(BackendError) in throw .unknownAlert(alert) })
    return CallDesk(
      setting: setting, client: try await CallClient(service: service, time: SystemTime()),
      signature: SignatureRules(secret: secret), tools: tools, names: [:],
      voice: CallVoice(shelf: ClipShelf(), phrases: [], main: nil, spare: LiveRenderer(.espeak)), journal: journal, hub: hub,
      time: SystemTime(), streams: { [] })
  }

  private static func raise(
    _ count: Int, _ desk: AlertDesk, _ calls: CallDesk, _ secret: Secret, _ hub: EventHub,
    _ arrivals: AsyncStream<ContinuousClock.Instant>
  ) async throws -> [Double] {
    var arrived = arrivals.makeAsyncIterator()
    var times: [Double] = []
    for index in 0...count {
      guard let condition = ConditionIdentifier("melanoma") else { break }
      let record = VoiceBenchmark.record(of: condition, index)
      let start = ContinuousClock.now
      desk.submit(.raised(record, at: SystemTime().now()))
      // The first one rings, and somebody answers: that is no measurement.
      if index == 0 { try await answer(calls, secret) }
      guard let moment = await arrived.next(isolation: nil) else { break }
      if index > 0 { times.append((moment - start).milliseconds) }
      var seen = record
      seen.acknowledged = .init(by: "bench", at: record.raisedAt)
      hub.publish(.alertChanged(seen, sequence: 0))
      // The next alert comes into a call in which nothing is under way.
      try await Task.sleep(for: .milliseconds(20))
    }
    return times
  }

  private static func answer(_ calls: CallDesk, _ secret: Secret) async throws {
    while await calls.state().call?.id == nil { try await Task.sleep(for: .milliseconds(10)) }
    let body = Array(#"{"message":{"type":"status-update","status":"in-progress","call":{"id":"bench"}}}"#.utf8)
    let stamp = "\(SystemTime().now().wallMilliseconds)"
    let code = try MessageAuthentication.sha256(Array("\(stamp).".utf8) + body, key: secret)
    _ = try await calls.receive(
      SignedMessage(
        method: "POST", path: CallService.messagePath,
        headers: ["x-signature": Hexadecimal.text(of: code), "x-timestamp": stamp], body: body))
  }
}
