import GLib
import Soup
import Vocabulary

/// Takes each request from its head to its reply: limits, route, caller, permission, then the route's handler.
@GLibActor final class Dispatcher: HTTPHandler {
  private let services: Services
  private var mediaRate: TokenBucket

  /// What `begin` found out and `handle` needs.
  private struct Admitted: Sendable {
    let route: Route
    let request: Request
  }

  init(_ services: Services) {
    self.services = services
    mediaRate = TokenBucket(burst: services.limits.mediaBurst, perSecond: services.limits.mediaPerSecond)
  }

  func begin(_ exchange: HTTPExchange) {
    exchange.onEnd = { [services, weak exchange] in
      if let exchange { services.counters.count(status: exchange.status) }
    }
    do {
      try HeadLimits.check(exchange.head, services.limits.listener)
      if let admitted = try admit(exchange) { exchange.context = admitted }
    } catch {
      answer(exchange, error.reply, route: nil)
    }
  }

  func handle(_ exchange: HTTPExchange) {
    guard let admitted = exchange.context as? Admitted else {
      return answer(exchange, Problem.notFound.reply, route: nil)
    }
    var request = admitted.request
    request.body = exchange.body()
    let route = admitted.route
    do {
      switch route.handler {
      case .now(let handler):
        let reply = try handler(request, services)
        services.trail.note(request, route, status: reply.status)
        answer(exchange, reply, route: route)
      case .own(let handler):
        try handler(exchange, request, services)
        services.trail.note(request, route, status: 200)
      case .later(let handler): answerLater(exchange, request, route, handler)
      }
    } catch {
      let problem = Problem(error)
      services.trail.note(request, route, status: problem.status)
      answer(exchange, problem.reply(route.kind), route: route)
    }
  }

  /// The route and caller of a request; `nil` if it has been answered already.
  private func admit(_ exchange: HTTPExchange) throws(Problem) -> Admitted? {
    let head = exchange.head
    switch services.table.match(method: head.method, path: head.path) {
    case .none:
      guard let page = missingPage(head) else { throw .notFound }
      answer(exchange, page, route: nil)
      return nil
    case .wrongMethod(let allowed): throw .methodNotAllowed(allowed)
    case .options(let allowed):
      answer(exchange, .empty(headers: [("Allow", allowed.joined(separator: ", "))]), route: nil)
      return nil
    case .route(let route, let parameters):
      do {
        return Admitted(route: route, request: try admit(exchange, to: route, parameters))
      } catch {
        answer(exchange, refusal(error, route, head), route: route)
        return nil
      }
    }
  }

  private func admit(_ exchange: HTTPExchange, to route: Route, _ parameters: [String: String]) throws(Problem) -> Request {
    let head = exchange.head
    // A page that needs nobody must load whatever credentials the browser still has.
    let caller = try caller(head, of: route)
    if caller.principal == nil, route.permission.needsPrincipal, services.authenticator.isUnderForeignHost(head) {
      throw .foreignHost
    }
    do throws(Problem) {
      try Authorisation.authorise(caller.principal, route.permission)
      try StreamLimits.check(caller.principal, route, parameters)
    } catch {
      services.trail.noteRefusal(head, caller, route, parameters, status: error.status)
      throw error
    }
    // No browser's cookie counts on a signed route, so that no page can make use of one.
    if route.permission != .signature { try services.authenticator.checkSite(head, caller, route) }
    if services.isDraining { throw .overloaded(afterSeconds: 5) }
    if route.isMetered { try meter("\(caller.principal?.name ?? "") \(head.remoteAddress)") }
    exchange.bodyLimit = route.bodyLimit
    exchange.onOverflow = { [services] in
      services.finished(Problem.tooLarge(limit: route.bodyLimit).reply(route.kind), route.kind)
    }
    return Request(
      head: head, parameters: parameters, principal: caller.principal, sessionKey: caller.sessionKey, csrf: caller.csrf,
      proof: AuditTrail.word(caller.proof))
  }

  private func caller(_ head: HTTPHead, of route: Route) throws(Problem) -> Caller {
    switch route.permission {
    case .signature: .anonymous
    case .open where !route.method.changes: openCaller(head)
    default: try services.authenticator.identify(head, isActivity: route.method.changes || route.kind == .page)
    }
  }

  /// A person who mistyped an address gets a page, whoever it is; programs and the API get the problem.
  private func missingPage(_ head: HTTPHead) -> HTTPReply? {
    guard let page = services.files.missing, ["GET", "HEAD"].contains(head.method), !head.path.hasPrefix("/api"),
      head.headers.contains(where: { $0.name == "accept" && $0.value.lowercased().contains("text/html") })
    else { return nil }
    return HTTPReply(status: 404, headers: [("Content-Type", page.type)], body: page.bytes)
  }

  private func openCaller(_ head: HTTPHead) -> Caller {
    // A wrong token on an open route is not worth an answer of its own.
    (try? services.authenticator.identify(head)) ?? .anonymous
  }

  private func meter(_ key: String) throws(Problem) {
    let now = services.time.now()
    guard mediaRate.take(key, at: now) else { throw .tooMany(afterSeconds: mediaRate.secondsUntilNext(key, at: now)) }
  }

  /// Pages send people to the sign-in page instead of showing them an error.
  private func refusal(_ problem: Problem, _ route: Route, _ head: HTTPHead) -> HTTPReply {
    guard route.kind == .page, problem.status == 401 else { return problem.reply(route.kind) }
    let next = head.path == "/" ? "" : "?next=" + PercentEncoding.component(head.path + (head.query.map { "?" + $0 } ?? ""))
    return .empty(303, headers: [("Location", "/sign-in" + next)])
  }

  private func answerLater(
    _ exchange: HTTPExchange, _ request: Request, _ route: Route,
    _ handler: @escaping @GLibActor @Sendable (Request, Services) async throws -> HTTPReply
  ) {
    exchange.pause()
    // Starts at once on the loop; only a backend that suspends costs a hop.
    Task.immediate { @GLibActor [services] in
      let reply: HTTPReply
      do {
        try await StreamLimits.checkAlert(request, route, services)
        reply = try await handler(request, services)
      } catch { reply = Problem(error).reply(route.kind) }
      services.trail.note(request, route, status: reply.status)
      self.answer(exchange, reply, route: route)
    }
  }

  private func answer(_ exchange: HTTPExchange, _ reply: HTTPReply, route: Route?) {
    exchange.reply(services.finished(reply, route?.kind))
  }
}
