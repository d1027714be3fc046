import Configuration
import Cryptography
import Foundation
import Synchronization
import Vocabulary

/// The STUN and TURN servers of the configuration, with credentials for whoever asks.
///
/// Where a relay shares a secret with this server, each asker gets a user of its own that ends by itself: nobody learns the secret, and
/// what leaks is worth little.
/// - Threading: safe from any thread.
/// - Source: coturn's `use-auth-secret` (draft-uberti-behave-turn-rest-00): user `EXPIRY:NAME`, password base64(HMAC-SHA1(secret, user)).
final class IceDesk: Sendable {
  /// How long a user that was made lasts: longer than a consultation.
  static let lifetime = Duration.seconds(12 * 3600)

  private let servers: [(setting: IceSetting, secret: Secret?)]
  private let time: any TimeSource
  private let failures = Mutex<UInt64>(0)

  /// Reads the secrets.
  ///
  /// - Parameters:
  ///   - settings: the configuration's list.
  ///   - time: for the end of users.
  /// - Throws: ``PipelineError/unusable(what:reason:)`` for a file that is not there or that others can read.
  init(_ settings: [IceSetting], time: any TimeSource) throws(PipelineError) {
    var servers: [(setting: IceSetting, secret: Secret?)] = []
    for setting in settings { servers.append((setting, try Self.secret(of: setting))) }
    self.servers = servers
    self.time = time
  }

  /// All of them, ready to use.
  ///
  /// - Parameter name: of the user that is made; seen by the relay.
  func servers(for name: String) -> [IceServer] {
    servers.compactMap { setting, secret in
      guard let secret else { return IceServer(url: setting.url) }
      if let username = setting.username {
        return IceServer(url: setting.url, username: username, credential: secret.withText { $0 })
      }
      let expiry = Duration.milliseconds(time.now().wallMilliseconds) + Self.lifetime
      let username = "\(expiry.components.seconds):\(name)"
      do {
        let code = try MessageAuthentication.sha1(Array(username.utf8), key: secret)
        return IceServer(url: setting.url, username: username, credential: Data(code).base64EncodedString())
      } catch {
        note(error)
        return nil
      }
    }
  }

  /// Callers who got no user for a relay.
  var failureCount: UInt64 { failures.withLock { $0 } }

  /// Each is counted, the first is told: the next ones have the same cause.
  private func note(_ error: any Error) {
    let isFirst = failures.withLock { failures in
      failures += 1
      return failures == 1
    }
    if isFirst { ServerLog.error("ice", "a relay's user could not be made, calls go without it: \(error)") }
  }

  private static func secret(of setting: IceSetting) throws(PipelineError) -> Secret? {
    guard let file = setting.secretFile else { return nil }
    do throws(SecretFile.Failure) {
      let text = try SecretFile.read(file).withText { $0.trimmingCharacters(in: .newlines) }
      guard !text.isEmpty else { throw .absent }
      return Secret(text: text)
    } catch {
      throw .unusable(
        what: "ice: \(setting.url): secret_file", reason: "\(error); it must be a file that only its owner can read")
    }
  }
}
