/// The answer to a fragment.
public enum SessionPatchAnswer: Sendable, Hashable {
  /// Candidates were taken.
  case accepted
  /// The connection begins anew with these credentials and candidates, under a new tag.
  case restarted(fragment: String, entityTag: String)
}
