import Configuration
import Foundation
import GLib
import Soup
import Vocabulary

/// Tells the audit what each request did. It never holds a reply up.
@GLibActor final class AuditTrail {
  private let audit: any AuditBackend
  private let time: any TimeSource
  private var coalescer = AuditCoalescer()
  private var rules: [String: AuditRule] = [:]

  nonisolated init(audit: any AuditBackend, time: any TimeSource) {
    self.audit = audit
    self.time = time
  }

  /// A request that was admitted and has been answered.
  func note(_ request: Request, _ route: Route, status: Int) {
    guard case .recorded(let usual) = rule(of: route) else { return }
    let action = request.audit.action ?? usual
    let outcome: AuditOutcome = status < 400 ? .success : [401, 403].contains(status) ? .refused : .failed
    // What somebody looked for and did not find tells nothing.
    guard outcome != .failed || action != .read else { return }
    let place = Self.place(route, request.parameters)
    add(
      actor(request), action, outcome, kind: place.kind, subject: request.audit.subject ?? place.subject, what: place.what,
      status: status, before: request.audit.before, after: request.audit.after)
  }

  /// Somebody who is known and may not. Whoever is not known is counted elsewhere: a flood of them must not fill the disk.
  func noteRefusal(_ head: HTTPHead, _ caller: Caller, _ route: Route, _ parameters: [String: String], status: Int) {
    guard let principal = caller.principal, case .recorded(let action) = rule(of: route) else { return }
    let place = Self.place(route, parameters)
    let actor = AuditActor(
      name: principal.name, role: principal.role.rawValue, proof: Self.word(caller.proof), address: head.remoteAddress)
    add(actor, action, .refused, kind: place.kind, subject: place.subject, what: place.what, status: status)
  }

  /// A session that ended by itself, or with the person's standing.
  func noteEnd(of session: SessionStore.Session) {
    let actor = AuditActor(
      name: session.principal.name, role: session.principal.role.rawValue, proof: session.proof.rawValue,
      address: session.address)
    add(actor, .signOut, .success, kind: "session", subject: nil, what: "session/over", status: 0)
  }

  private func add(
    _ actor: AuditActor, _ action: AuditAction, _ outcome: AuditOutcome, kind: String, subject: String?, what: String,
    status: Int, before: JSONValue? = nil, after: JSONValue? = nil
  ) {
    let now = time.now()
    let mayRepeat = [.read, .execute].contains(action) || outcome == .refused
    let key = AuditCoalescer.Key(
      actor: actor.name, address: actor.address, action: action, what: "\(what) \(outcome.rawValue)", subject: subject)
    guard !mayRepeat || coalescer.admits(key, at: now) else { return }
    audit.note(
      AuditEvent(
        at: now.rfc3339, actor: actor, action: action, outcome: outcome, kind: kind, subject: subject, what: what, status: status,
        before: before, after: after))
  }

  private func rule(of route: Route) -> AuditRule {
    let name = "\(route.method.rawValue) \(route.pattern.text)"
    if let known = rules[name] { return known }
    let rule = AuditRule.of(route)
    rules[name] = rule
    return rule
  }

  private func actor(_ request: Request) -> AuditActor {
    if let (principal, proof) = request.audit.actor {
      return AuditActor(
        name: principal.name, role: principal.role.rawValue, proof: proof, address: request.head.remoteAddress)
    }
    guard let principal = request.principal else {
      // A name that was not believed may be a password in the wrong field: it is not written down.
      return AuditActor(name: "unknown", role: nil, proof: "none", address: request.head.remoteAddress)
    }
    return AuditActor(
      name: principal.name, role: principal.role.rawValue, proof: request.proof, address: request.head.remoteAddress)
  }

  nonisolated static func word(_ proof: Caller.Proof) -> String {
    switch proof {
    case .none: "none"
    case .token: "token"
    case .cookie: "session"
    case .local: "local"
    }
  }

  /// What a route's address is about: the word before its first parameter, and the parameters.
  nonisolated static func place(
    _ route: Route, _ parameters: [String: String]
  ) -> (kind: String, subject: String?, what: String) {
    var segments = route.pattern.text.split(separator: "/").map(String.init)
    if segments.starts(with: ["api", "v1"]) { segments.removeFirst(2) }
    let first = segments.firstIndex { $0.hasPrefix("{") }
    let kind = first.map { $0 > 0 ? segments[$0 - 1] : "" } ?? segments.last ?? ""
    let subject = route.pattern.parameters.compactMap { parameters[$0]?.removingPercentEncoding }.joined(separator: "/")
    return (kind, subject.isEmpty ? nil : String(subject.prefix(200)), segments.joined(separator: "/"))
  }
}
