import Synchronization
import Vocabulary

/// Counts what `analyze` did.
final class Tally: Sendable {
  private struct Content {
    var analysed = 0
    var refused = 0
    var failed = 0
    var alerts = 0
    var reasons: [GateReason: Int] = [:]
  }

  private let content = Mutex(Content())

  func note(_ assessment: Assessment) {
    content.withLock { content in
      content.analysed += 1
      if !assessment.gateReasons.isEmpty { content.refused += 1 }
      for reason in assessment.gateReasons { content.reasons[reason, default: 0] += 1 }
    }
  }

  func noteFailure() { content.withLock { $0.failed += 1 } }

  func noteAlert() { content.withLock { $0.alerts += 1 } }

  /// Pictures and frames that came to an assessment, refused ones among them.
  var analysed: Int { content.withLock { $0.analysed } }

  var summary: String {
    content.withLock { content in
      let reasons = content.reasons.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }
      let refused = reasons.isEmpty ? "\(content.refused)" : "\(content.refused) (\(reasons.joined(separator: ", ")))"
      return "\(content.analysed) assessed, \(refused) of them refused, \(content.failed) failed, \(content.alerts) alerts. "
        + "Research use only, not for diagnosis."
    }
  }
}

extension Assessment {
  /// One line for a person.
  var summary: String {
    guard gateReasons.isEmpty else { return "not scored: " + gateReasons.map(\.rawValue).joined(separator: ", ") }
    return findings.prefix(3).map { finding in
      let value =
        finding.probability.map { "probability \($0.formatted3)" } ?? "presence \(finding.presence.formatted3), unproven"
      return "resembles \(finding.condition) (\(value))"
    }.joined(separator: "; ")
  }
}
