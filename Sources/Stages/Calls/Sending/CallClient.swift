internal import Cryptography
internal import Dispatch
internal import GLib
internal import Soup
public import Vocabulary

/// Speaks to the call service: within a time, again after failures where that is safe, and through a circuit breaker.
///
/// - Threading: an actor; it only decides and waits. HTTP itself happens on the GLib loop.
public actor CallClient {
  private let service: CallService
  private let http: HTTPClient
  private let time: any TimeSource
  private let lookup: HostLookup
  private let plan: RetryPlan
  private let resolving = QueueExecutor(name: "calls.resolving", quality: .utility)
  private var breaker = CircuitBreaker()
  /// How the service fares.
  public private(set) var report = CallClientReport()

  /// - Parameters:
  ///   - service: whom to speak to.
  ///   - time: the clock of the circuit breaker.
  ///   - lookup: what the names of control addresses mean.
  ///   - plan: how often a request is sent again.
  /// - Throws: ``CallError/settings(what:)``.
  public init(
    service: CallService, time: any TimeSource, lookup: HostLookup = .system, plan: RetryPlan = RetryPlan()
  ) async throws(CallError) {
    do throws(SoupError) {
      http = try await HTTPClient(target: service.target, authorityFile: service.authorityFile, connections: 2)
    } catch { throw .settings(what: "the file certificate under voice: vapi: is no readable PEM file") }
    self.service = service
    self.time = time
    self.lookup = lookup
    self.plan = plan
  }

  /// Asks for a call.
  ///
  /// - Parameter kind: how people take part.
  /// - Returns: the call.
  /// - Throws: ``CallError``.
  public func place(_ kind: CallKind) async throws(CallError) -> PlacedCall {
    let (path, body) = try service.order(kind)
    let key = service.key.withText { "Bearer " + $0 }
    let request = ClientRequest(
      method: "POST", path: path, headers: [("Authorization", key)], body: ("application/json", SharedBytes(body.encoded)))
    let answer = try await send(request, by: http, within: service.placePatience, isRepeatable: false)
    guard let value = try? JSONValue(parsing: answer) else { throw fail(.unreadable(what: "the answer is no JSON")) }
    do throws(CallError) { return try PlacedCall(value, kind: kind) } catch { throw fail(error) }
  }

  /// Checks a control address and opens the way into the call.
  ///
  /// - Parameter call: what ``place(_:)`` gave.
  /// - Returns: the way into it.
  /// - Throws: ``CallError``.
  public func line(into call: PlacedCall) async throws(CallError) -> ControlLine {
    guard let control = call.control else { throw .noControl }
    let address: ControlAddress
    do throws(ControlAddressFault) { address = try ControlAddress(control, rules: service.control) } catch {
      throw .controlAddress(error)
    }
    let found = await Self.resolve(address, lookup, on: resolving)
    let pin: NamePin?
    do {
      let addresses = try found.get()
      pin = addresses.isEmpty ? nil : try NamePin(address.target.host, to: addresses.map(\.bytes))
    } catch let fault as ControlAddressFault { throw .controlAddress(fault) } catch { throw .controlAddress(.unresolvable) }
    do throws(SoupError) {
      let http = try await HTTPClient(target: address.target, authorityFile: service.authorityFile, connections: 2)
      return ControlLine(http: http, path: address.path, pin: pin)
    } catch { throw .settings(what: "the file certificate under voice: vapi: is no readable PEM file") }
  }

  /// Sends a command into a call. The same command may arrive twice where the first answer was lost.
  ///
  /// - Parameters:
  ///   - command: what to do.
  ///   - line: the way into the call.
  /// - Throws: ``CallError``; ``CallError/gone`` where the service knows the call no more.
  public func send(_ command: ControlCommand, into line: ControlLine) async throws(CallError) {
    let request = ClientRequest(
      method: "POST", path: line.path.withText { $0 }, body: ("application/json", SharedBytes(command.body.encoded)))
    do throws(CallError) {
      _ = try await send(request, by: line.http, within: service.controlPatience, isRepeatable: true)
    } catch {
      if case .status(let status) = error, [404, 410].contains(status) { throw .gone }
      throw error
    }
  }

  private static func resolve(
    _ address: ControlAddress, _ lookup: HostLookup, on executor: QueueExecutor
  ) async -> Result<[NetworkAddress], ControlAddressFault> {
    await ResolvingQueue(executor).run {
      Result { () throws(ControlAddressFault) in try address.addresses(lookup) }
    }
  }

  private func send(
    _ request: ClientRequest, by http: HTTPClient, within patience: Duration, isRepeatable: Bool
  ) async throws(CallError) -> [UInt8] {
    let start = time.now()
    var attempt = 1
    while true {
      guard breaker.admit(at: time.now()) else {
        report.refused += 1
        throw .circuitOpen
      }
      let (result, retryAfter) = await answer(request, by: http, within: patience)
      guard case .failure(let failure) = result else {
        succeed()
        return try result.get()
      }
      _ = fail(failure)
      let pause = plan.pause(
        after: failure, attempt: attempt, isRepeatable: isRepeatable, retryAfter: retryAfter, chance: .random(in: 0..<1))
      guard let pause, time.now().since(start) + pause < service.totalPatience, (try? await Task.sleep(for: pause)) != nil else {
        throw failure
      }
      attempt += 1
      report.repeated += 1
    }
  }

  private func answer(
    _ request: ClientRequest, by http: HTTPClient, within patience: Duration
  ) async -> (Result<[UInt8], CallError>, retryAfter: Duration?) {
    do throws(ClientFailure) {
      let response = try await http.send(request, within: patience, limit: service.answerLimit)
      guard (200...299).contains(response.status) else {
        let seconds = response.header("retry-after").flatMap { Int($0) }.flatMap { (0...3_600).contains($0) ? $0 : nil }
        return (.failure(.status(response.status)), seconds.map { .seconds($0) })
      }
      return (.success(response.body), nil)
    } catch { return (.failure(.noAnswer(error)), nil) }
  }

  private func succeed() {
    breaker.succeed()
    report.answered += 1
    (report.fault, report.isOpen) = (nil, false)
  }

  private func fail(_ fault: CallError) -> CallError {
    switch fault {
    case .noAnswer(.cancelled): breaker.abandon(at: time.now())
    // It answers, and says that we are wrong: asking less often would mend nothing.
    case .status(let status) where (400...428).contains(status): breaker.succeed()
    default: breaker.fail(at: time.now())
    }
    report.failed += 1
    report.fault = fault
    report.isOpen = breaker.state != .closed
    return fault
  }
}
