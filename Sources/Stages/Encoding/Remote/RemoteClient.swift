internal import Cryptography
internal import GLib
internal import Soup
internal import Vocabulary

/// Sends requests to the remote encoder: within a time, hedged, and through a circuit breaker.
///
/// - Threading: an actor; it only decides and waits. HTTP itself happens on the GLib loop.
actor RemoteClient {
  private let http: HTTPClient
  private let token: Secret?
  private let answerLimit: Int
  private let time: any TimeSource
  private var breaker = CircuitBreaker()
  private var hedge = HedgePolicy()
  private(set) var report = RemoteReport()

  init(settings: RemoteSettings, time: any TimeSource) async throws(EncodingError) {
    do throws(SoupError) {
      http = try await HTTPClient(target: settings.target, authorityFile: settings.authorityFile)
    } catch {
      throw .unavailable(request: "the certificate file of the remote encoder", available: "a readable PEM file")
    }
    token = settings.token
    answerLimit = settings.answerLimit
    self.time = time
  }

  /// Half of the recent requests took at most this.
  var expected: Duration { hedge.median ?? .zero }

  /// Sends a request and reads its answer; what cannot be read counts as a failure of the server.
  func send<Value: Sendable>(
    _ request: ClientRequest, within patience: Duration, _ read: @Sendable (ClientResponse) throws(RemoteFault) -> Value
  ) async throws(RemoteFault) -> Value {
    let start = time.now()
    guard breaker.admit(at: start) else {
      report.refused += 1
      throw .circuitOpen
    }
    hedge.noteRequest()
    let result = await race(authorised(request), within: patience)
    do throws(RemoteFault) {
      let value = try read(try result.get())
      succeed(took: time.now().since(start))
      return value
    } catch {
      fail(error)
      throw error
    }
  }

  /// Sends a request outside of breaker and hedge, for starting and for health checks.
  func probe(_ request: ClientRequest, within patience: Duration) async throws(RemoteFault) -> ClientResponse {
    do throws(ClientFailure) {
      return try await http.send(authorised(request), within: patience, limit: answerLimit)
    } catch { throw .noAnswer(error) }
  }

  /// A health check failed, which says as much as a failed request.
  func noteUnhealthy(_ fault: RemoteFault) { fail(fault) }

  func noteBatch(pictures: Int) {
    report.batches += 1
    report.pictures += UInt64(pictures)
  }

  func noteRefusal() { report.refused += 1 }

  private func authorised(_ request: ClientRequest) -> ClientRequest {
    guard let token else { return request }
    var request = request
    request.headers.append(("Authorization", token.withText { "Bearer " + $0.filter { !$0.isNewline } }))
    return request
  }

  private func succeed(took: Duration) {
    breaker.succeed()
    hedge.note(latency: took)
    report.answered += 1
    report.fault = nil
    report.circuit = RemoteReport.Circuit(breaker.state)
  }

  private func fail(_ fault: RemoteFault) {
    if fault == .noAnswer(.cancelled) {
      breaker.abandon(at: time.now())
    } else {
      breaker.fail(at: time.now())
      report.failed += 1
      report.fault = fault
    }
    report.circuit = RemoteReport.Circuit(breaker.state)
  }

  // MARK: Hedging

  private enum Attempt: Sendable {
    case ended(Result<ClientResponse, RemoteFault>, isHedge: Bool)
    /// The second request was not needed, or not allowed.
    case notSent
  }

  /// The first good answer of the request and, where it takes unusually long, of a second one like it.
  private func race(_ request: ClientRequest, within patience: Duration) async -> Result<ClientResponse, RemoteFault> {
    guard let delay = hedge.delay, delay < patience, breaker.state == .closed else { return await attempt(request, patience) }
    let sent = hedgesSent
    return await withTaskGroup(of: Attempt.self) { group in
      group.addTask { .ended(await self.attempt(request, patience), isHedge: false) }
      group.addTask {
        guard (try? await Task.sleep(for: delay)) != nil, await self.takeHedge() else { return .notSent }
        return .ended(await self.attempt(request, patience - delay), isHedge: true)
      }
      var last: Result<ClientResponse, RemoteFault> = .failure(.noAnswer(.cancelled))
      for await case .ended(let result, let isHedge) in group {
        last = result
        let isGood = (try? result.get().status) == 200
        if isGood, isHedge { report.hedgesWon += 1 }
        // A failure before the second request was sent is the answer; else that one may still be better.
        if isGood || hedgesSent == sent { group.cancelAll() }
        if isGood { break }
      }
      return last
    }
  }

  private var hedgesSent: UInt64 { report.hedges }

  private func takeHedge() -> Bool {
    guard hedge.takeHedge() else { return false }
    report.hedges += 1
    return true
  }

  private func attempt(_ request: ClientRequest, _ patience: Duration) async -> Result<ClientResponse, RemoteFault> {
    do throws(ClientFailure) {
      return .success(try await http.send(request, within: patience, limit: answerLimit))
    } catch { return .failure(.noAnswer(error)) }
  }
}

extension RemoteReport.Circuit {
  init(_ state: CircuitBreaker.State) {
    self =
      switch state {
      case .closed: .closed
      case .open: .open
      case .trial: .trial
      }
  }
}
