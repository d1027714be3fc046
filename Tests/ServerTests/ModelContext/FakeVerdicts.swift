import Synchronization
import Vocabulary

@testable import Server

/// Verdicts that remember who judged what.
final class FakeVerdicts: McpVerdicts {
  let choices = ["confirmed", "refuted", "uncertain"]
  private let told = Mutex<[String]>([])
  var recorded: [String] { told.withLock { $0 } }

  func record(
    _ verdict: String, about alert: AlertIdentifier, comment: String?, by principal: Principal
  ) async throws(BackendError) {
    told.withLock { $0.append("\(verdict) by \(principal.name)") }
  }
}
