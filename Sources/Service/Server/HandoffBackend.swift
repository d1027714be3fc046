import Vocabulary

/// What the server serves of hand-off.
///
/// - Threading: called from any task; no call blocks a thread.
public protocol HandoffBackend: Sendable {
  /// How each sink stands.
  ///
  /// - Returns: one for each, in the configuration's order.
  /// - Throws: ``BackendError`` if the journal cannot be read.
  func sinks() async throws(BackendError) -> [SinkState]

  /// What a sink was given up on, newest first.
  ///
  /// - Parameter sink: the sink's name.
  /// - Returns: at most 200.
  /// - Throws: ``BackendError``.
  func deadLetters(of sink: String) async throws(BackendError) -> [SinkDeadLetter]

  /// What leaves the machine for a sink, word for word.
  ///
  /// - Parameter sink: the sink's name.
  /// - Returns: one for each kind of message.
  /// - Throws: ``BackendError``.
  func preview(of sink: String) async throws(BackendError) -> [SinkMessageSample]

  /// Tries a sink with something that is no alert.
  ///
  /// - Parameters:
  ///   - sink: the sink's name.
  ///   - principal: who wants it.
  /// - Returns: what came of it.
  /// - Throws: ``BackendError``.
  func test(_ sink: String, by principal: Principal) async throws(BackendError) -> SinkTestResult

  /// Sends again, under the same ids.
  ///
  /// - Parameters:
  ///   - order: which.
  ///   - sink: the sink's name.
  ///   - principal: who wants it.
  /// - Returns: how many wait again.
  /// - Throws: ``BackendError``.
  func replay(_ order: SinkReplay, to sink: String, by principal: Principal) async throws(BackendError) -> Int

  /// Switches a sink on or off, also over restarts.
  ///
  /// - Parameters:
  ///   - sink: the sink's name.
  ///   - isOn: how it stands from now on.
  ///   - principal: who wants it.
  /// - Returns: the sink as it is now.
  /// - Throws: ``BackendError``.
  func turn(_ sink: String, _ isOn: Bool, by principal: Principal) async throws(BackendError) -> SinkState
}

extension Backend {
  /// A backend without hand-off.
  public var handOff: (any HandoffBackend)? { nil }
}
