/// How a machine was found: the checks of `doctor`, as a page shows them.
public struct DiagnosisReport: Sendable, Hashable, Encodable {
  /// One thing that was looked at.
  public struct Check: Sendable, Hashable, Encodable {
    /// What was looked at.
    public let name: String
    /// `passed`, `limited` or `failed`.
    public let verdict: String
    /// What was found.
    public let detail: String
    /// How to mend it; `nil` where nothing need be.
    public let remedy: String?

    /// - Parameters:
    ///   - name: what was looked at.
    ///   - verdict: `passed`, `limited` or `failed`.
    ///   - detail: what was found.
    ///   - remedy: how to mend it.
    public init(name: String, verdict: String, detail: String, remedy: String?) {
      self.name = name
      self.verdict = verdict
      self.detail = detail
      self.remedy = remedy
    }
  }

  /// In the order of the road.
  public var checks: [Check]
  /// When the checks ended, RFC 3339; `nil` if there were none yet.
  public var examinedAt: String?
  /// Whether new ones are under way.
  public var isRunning: Bool

  /// - Parameters:
  ///   - checks: in the order of the road.
  ///   - examinedAt: RFC 3339.
  ///   - isRunning: whether new ones are under way.
  public init(checks: [Check] = [], examinedAt: String? = nil, isRunning: Bool = false) {
    self.checks = checks
    self.examinedAt = examinedAt
    self.isRunning = isRunning
  }

  enum CodingKeys: String, CodingKey {
    case checks
    case examinedAt = "examined_at"
    case isRunning = "running"
  }
}
