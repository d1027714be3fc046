import Configuration
import Cryptography
import GLib
import Journal
import Soup
import Vocabulary

/// Sends messages over HTTP. No redirect is followed, nothing but the status and Retry-After of an answer is believed.
struct HTTPTransport: SinkTransport {
  /// Bytes of an answer; longer ones are cut off.
  private static let answerLimit = 65_536

  private let setting: SinkSetting
  private let address: SinkAddress
  private let http: HTTPClient
  private let secrets: SigningSecrets?
  private let token: Secret?
  private let destination: DestinationGuard
  private let time: any TimeSource

  init(
    _ setting: SinkSetting, secrets: SinkSecrets, destination: DestinationGuard, time: any TimeSource, connections: Int
  ) async throws(HandoffError) {
    self.setting = setting
    address = try SinkAddress(setting)
    (self.secrets, token) = (secrets.signing, secrets.token)
    self.destination = destination
    self.time = time
    guard let target = HTTPTarget(address.description) else { throw .settings(sink: setting.name, what: "url: cannot be read") }
    do throws(SoupError) {
      http = try await HTTPClient(target: target, authorityFile: setting.certificate, connections: connections)
    } catch { throw .settings(sink: setting.name, what: "the file certificate: is no readable PEM file") }
  }

  func attempt(_ delivery: PendingDelivery) async -> AttemptResult {
    do throws(HandoffFault) {
      return await send(try SinkRequest(delivery, for: setting, secrets: secrets, at: time.now()))
    } catch { return .failed(error) }
  }

  /// A FHIR server is asked what it can do, so that no made-up finding enters a record; others get a message of type `skino.test`.
  func test() async -> AttemptResult {
    let id = RandomIdentifier.hexadecimal128()
    let body: JSONValue = [
      "type": "skino.test", "timestamp": .string(time.now().rfc3339), "data": ["id": .string(id), "research_use_only": true],
    ]
    let delivery = JournalDelivery(sink: setting.name, type: "skino.test", body: body)
    do throws(HandoffFault) {
      var request = try SinkRequest(
        PendingDelivery(id: id, sequence: 0, delivery: delivery), for: setting, secrets: secrets, at: time.now())
      if setting.kind == .fhir { (request.method, request.path, request.bytes) = ("GET", "/metadata", []) }
      return await send(request)
    } catch { return .failed(error) }
  }

  func beat() async {}
  func close() async {}

  private func send(_ request: SinkRequest) async -> AttemptResult {
    do throws(HandoffFault) {
      let pin = try await destination.pin(address.host)
      defer { withExtendedLifetime(pin) {} }
      return await answer(to: wire(request))
    } catch { return .failed(error) }
  }

  private func wire(_ request: SinkRequest) -> ClientRequest {
    var headers = request.headers + [("User-Agent", "MediaSKINoscope")]
    if let token { headers.append(("Authorization", token.withText { "Bearer " + $0.filter { !$0.isWhitespace } })) }
    let path = address.path + request.path
    return ClientRequest(
      method: request.method, path: path.hasPrefix("/") ? path : "/" + path, headers: headers,
      body: request.method == "GET" ? nil : (request.contentType, SharedBytes(request.bytes)))
  }

  private func answer(to request: ClientRequest) async -> AttemptResult {
    do throws(ClientFailure) {
      let response = try await http.send(request, within: .seconds(setting.timeoutSeconds), limit: Self.answerLimit)
      guard (200...299).contains(response.status) else {
        let asked = RetryAfter.milliseconds(response.header("retry-after"), now: time.now().wallMilliseconds)
        return .refused(status: response.status, retryAfter: asked)
      }
      return .accepted(answer: "status \(response.status)")
    } catch {
      switch error {
      case .timedOut: return .failed(.timedOut)
      case .cancelled: return .failed(.cancelled)
      case .untrusted: return .failed(.untrusted)
      case .tooLarge: return .failed(.unreadable)
      case .connection: return .failed(.connection)
      }
    }
  }
}
