public import Vocabulary

/// Who takes down what a person judges of an alert, for the tool `record_verdict` of the Model Context Protocol. A server without it
/// does not list the tool.
///
/// - Threading: called from any task; no call blocks a thread.
public protocol McpVerdicts: Sendable {
  /// What may be judged, such as `confirmed`.
  var choices: [String] { get }

  /// Takes a verdict down.
  ///
  /// - Parameters:
  ///   - verdict: one of ``choices``.
  ///   - alert: what is judged.
  ///   - comment: why, in the judge's words.
  ///   - principal: who judges; its name goes into the journal.
  /// - Throws: ``BackendError``.
  func record(
    _ verdict: String, about alert: AlertIdentifier, comment: String?, by principal: Principal
  ) async throws(BackendError)
}

extension Backend {
  /// A backend without verdicts.
  public var mcpVerdicts: (any McpVerdicts)? { nil }
}
