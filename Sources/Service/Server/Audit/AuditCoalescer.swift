import Vocabulary

/// Makes one row of what a page asks again and again: the first time counts, until it has not been asked for so long. A value that is told the
/// time.
struct AuditCoalescer {
  struct Key: Hashable {
    let actor: String
    let address: String
    let action: AuditAction
    let what: String
    let subject: String?
  }

  /// Our own choice.
  static let window: Duration = .seconds(300)
  static let most = 4_096

  private var seen: [Key: Moment] = [:]

  /// Whether this is to be a row of its own.
  mutating func admits(_ key: Key, at now: Moment) -> Bool {
    if let last = seen[key], now.since(last) < Self.window { return false }
    if seen.count >= Self.most { seen = seen.filter { now.since($0.value) < Self.window } }
    // All of them fresh: a row too many is better than one too few.
    if seen.count >= Self.most { seen.removeAll() }
    seen[key] = now
    return true
  }
}
