/// The least that a route asks of whoever calls it.
enum Permission: String, Sendable, CaseIterable {
  /// Nothing: also without signing in.
  case open
  /// No principal: the message carries a signature of its own, which the backend verifies before anything of it is believed.
  case signature
  /// Any signed-in role.
  case signedIn
  /// Seeing streams, findings and alerts, and watching video.
  case read
  /// Sending video.
  case publish
  /// Having a picture analysed.
  case analyse
  /// Acknowledging and silencing alerts.
  case respond
  /// Setting thresholds.
  case setThresholds
  /// Standing for statements of the knowledge store.
  case signKnowledge
  /// Correcting statements, bringing documents in and taking them out.
  case correctKnowledge
  /// Starting and ending pulled sources.
  case manageStreams
  /// Taking the journal out.
  case export
  /// Seeing whose sessions there were, and their reports.
  case readSessions
  /// Stating what a session allows, writing its notes, purging it.
  case editSessions
  /// Reading cases for review, and judging them.
  case judge
  /// Learning heads from verdicts, putting them in force and rolling them back.
  case teach
  /// Seeing and changing who may sign in, and ending their sessions.
  case managePeople
  /// Reading who saw or changed what.
  case readAudit
  /// Trying sinks, switching them and sending again.
  case manageSinks
  /// Examining the machine and what it keeps.
  case diagnose
  /// Hiding all overlays, and showing them again.
  case operateOverlay

  /// Whether somebody must have signed in.
  var needsPrincipal: Bool { self != .open && self != .signature }
}
