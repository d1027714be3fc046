/// One thing that `doctor` looked at.
public struct DoctorCheck: Sendable, Hashable, Codable {
  /// Whether all is well, something works less well than it could, or something does not work.
  public enum Verdict: String, Sendable, Hashable, Codable { case passed, limited, failed }

  public let name: String
  public let verdict: Verdict
  /// What was found.
  public let detail: String
  /// How to mend it; `nil` where nothing need be.
  public let remedy: String?

  init(_ name: String, _ verdict: Verdict, _ detail: String, remedy: String? = nil) {
    self.name = name
    self.verdict = verdict
    self.detail = detail
    self.remedy = remedy
  }
}
