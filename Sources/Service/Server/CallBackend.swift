public import Vocabulary

/// What the server serves of calls; a server without calls has none of it.
///
/// - Threading: called from any task; no call blocks a thread.
public protocol CallBackend: Sendable {
  /// How the line stands.
  ///
  /// - Returns: its state.
  func state() async -> CallState

  /// Calls as the journal tells them.
  ///
  /// - Returns: the newest ones, newest first.
  /// - Throws: ``BackendError`` where the journal cannot be read.
  func history() async throws(BackendError) -> [CallRecord]

  /// Places a call because somebody wants one.
  ///
  /// - Parameters:
  ///   - isWeb: whether people join from a browser; else the number on duty is rung.
  ///   - principal: who wants it.
  /// - Returns: the call; for a web call where to join it.
  /// - Throws: ``BackendError/unacceptable(status:reason:)`` where the line is busy or the service refuses.
  func start(isWeb: Bool, by principal: Principal) async throws(BackendError) -> StartedCall

  /// Ends the call that is under way.
  ///
  /// - Parameter principal: who wants it.
  /// - Returns: the state of the line.
  /// - Throws: ``BackendError/unacceptable(status:reason:)`` where there is none.
  func hangUp(by principal: Principal) async throws(BackendError) -> CallState

  /// Takes a message of the call service.
  ///
  /// - Parameter message: as it arrived; nothing is believed before its signature was verified.
  /// - Returns: the reply.
  /// - Throws: ``BackendError/unacceptable(status:reason:)``.
  func receive(_ message: SignedMessage) async throws(BackendError) -> JSONValue

  /// Speaks what the call service asks for.
  ///
  /// - Parameter message: as it arrived.
  /// - Returns: one channel of 16-bit samples, little-endian, at the rate that was asked for. Never silence in place of words.
  /// - Throws: ``BackendError/unacceptable(status:reason:)``.
  func speak(_ message: SignedMessage) async throws(BackendError) -> [UInt8]
}

extension Backend {
  /// A backend without calls.
  public var calls: (any CallBackend)? { nil }
}
