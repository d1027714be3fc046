import Soup
import Vocabulary

/// Decides whether a request that failed is sent again, and when. A value without a clock and without chance of its own.
///
/// Asking for a call twice could ring twice: that is done only where the first request certainly was not taken on.
public struct RetryPlan: Sendable, Hashable {
  public let attempts: Int
  public let base: Duration
  /// The longest that is waited because the service asked for it.
  public let longest: Duration

  /// - Parameters:
  ///   - attempts: at most so many in all.
  ///   - base: the first pause; doubled each time.
  ///   - longest: of any pause.
  public init(attempts: Int = 3, base: Duration = .milliseconds(250), longest: Duration = .seconds(5)) {
    self.attempts = attempts
    self.base = base
    self.longest = longest
  }

  /// How long to wait before the next attempt.
  ///
  /// - Parameters:
  ///   - failure: of this attempt.
  ///   - attempt: which it was, from 1.
  ///   - isRepeatable: whether the same request may be carried out twice.
  ///   - retryAfter: what the service asked for.
  ///   - chance: 0 ..< 1, so that many servers do not come back in step.
  /// - Returns: `nil` = it is not tried again.
  public func pause(
    after failure: CallError, attempt: Int, isRepeatable: Bool, retryAfter: Duration?, chance: Double
  ) -> Duration? {
    guard attempt < attempts, Self.mayRepeat(failure, isRepeatable) else { return nil }
    if let retryAfter { return retryAfter <= longest ? retryAfter : nil }
    let doubled = (1..<max(1, attempt)).reduce(base) { pause, _ in pause * 2 }
    return min(longest, doubled * (0.5 + chance))
  }

  private static func mayRepeat(_ failure: CallError, _ isRepeatable: Bool) -> Bool {
    switch failure {
    // 429 and 503 say that nothing was done.
    case .status(let status): status == 429 || status == 503 || isRepeatable && (500...599).contains(status)
    case .noAnswer(.connection(let domain, let code)): isRepeatable || wasNotSent(domain, code)
    case .noAnswer(.timedOut), .unreadable: isRepeatable
    default: false
    }
  }

  /// Names that do not resolve; `G_IO_ERROR_HOST_UNREACHABLE`, `G_IO_ERROR_NETWORK_UNREACHABLE`, `G_IO_ERROR_CONNECTION_REFUSED`.
  private static func wasNotSent(_ domain: String, _ code: Int) -> Bool {
    domain == "g-resolver-error-quark" || domain == "g-io-error-quark" && (37...39).contains(code)
  }
}
