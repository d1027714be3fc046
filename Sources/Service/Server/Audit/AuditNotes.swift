import GLib
import People
import Vocabulary

/// What a route's handler tells the audit about one request, beside what its address says.
@GLibActor final class AuditNotes {
  private(set) var before: JSONValue?
  private(set) var after: JSONValue?
  /// In place of what the address names.
  private(set) var subject: String?
  /// In place of what the route does.
  private(set) var action: AuditAction?
  /// In place of the caller: whoever signs in is nobody before.
  private(set) var actor: (principal: Principal, proof: String)?

  nonisolated init() {}

  /// Something was changed, from what to what.
  func changed(from before: JSONValue?, to after: JSONValue?) {
    self.before = before
    self.after = after
  }

  /// What it was about.
  func about(_ subject: String, _ action: AuditAction? = nil) {
    self.subject = subject
    if let action { self.action = action }
  }

  /// Who signed in.
  func signedIn(_ session: SessionStore.Session) { actor = (session.principal, session.proof.rawValue) }
}
