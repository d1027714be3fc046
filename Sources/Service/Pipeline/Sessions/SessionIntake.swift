import Synchronization
import Vocabulary

/// With what the sessions of each stream begin: the publisher's token speaks before the stream's setting, that before the standard.
///
/// - Threading: safe from any thread.
final class SessionIntake: Sendable {
  private let standard: Consent
  private let settings: [StreamIdentifier: SessionClaims]
  private let withdrawn = Mutex<Set<String>>([])
  private let published = Mutex<[StreamIdentifier: SessionClaims]>([:])

  /// - Parameters:
  ///   - standard: what the configuration allows by default.
  ///   - settings: what it says of single streams.
  init(standard: Consent = .standard, settings: [StreamIdentifier: SessionClaims] = [:]) {
    self.standard = standard
    self.settings = settings
  }

  /// A publisher has taken the stream: what its token says holds for sessions that begin from now on.
  func note(_ claims: SessionClaims, of stream: StreamIdentifier) {
    published.withLock { $0[stream] = claims.isEmpty ? nil : claims }
  }

  /// The stream is gone: nothing of its publisher is left for the next.
  func forget(_ stream: StreamIdentifier) { published.withLock { $0[stream] = nil } }

  /// The person has taken everything back: whoever publishes again with the same claims begins a session that allows nothing, until a
  /// clinician states otherwise for that session, or the server starts anew.
  func withdraw(_ subject: String?, of stream: StreamIdentifier) {
    _ = withdrawn.withLock { $0.insert(Self.name(subject, stream)) }
  }

  private static func name(_ subject: String?, _ stream: StreamIdentifier) -> String { "\(stream)\n\(subject ?? "")" }

  func intent(of stream: StreamIdentifier) -> SessionIntent {
    let claims = published.withLock { $0[stream] }
    let setting = settings[stream]
    let subject = claims?.subject ?? setting?.subject
    let isWithdrawn = withdrawn.withLock { $0.contains(Self.name(subject?.text, stream)) }
    return SessionIntent(
      subject: subject, consent: isWithdrawn ? .none : claims?.consent ?? setting?.consent ?? standard)
  }
}
