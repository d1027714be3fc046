import Configuration
import Cryptography
import Foundation

/// What a sink's configuration names by file.
struct SinkSecrets: Sendable {
  var signing: SigningSecrets?
  var token: Secret?
  var password: Secret?

  /// Reads the files.
  init(_ setting: SinkSetting) throws(HandoffError) {
    if let path = setting.secretFile {
      guard let signing = SigningSecrets(try Self.read(path, "secret_file", setting)) else {
        throw .settings(sink: setting.name, what: "secret_file: \(path) must hold \(SigningSecrets.allowed)")
      }
      self.signing = signing
    }
    token = try setting.tokenFile.map { path throws(HandoffError) in try Self.read(path, "token_file", setting) }
    // It goes into a header.
    if let token, !token.withText({ $0.trimmingCharacters(in: .newlines).utf8.allSatisfy { (33...126).contains($0) } }) {
      throw .settings(sink: setting.name, what: "token_file: must hold one token alone, on one line")
    }
    password = try setting.passwordFile.map { path throws(HandoffError) in try Self.read(path, "password_file", setting) }
  }

  private static func read(_ path: String, _ key: String, _ setting: SinkSetting) throws(HandoffError) -> Secret {
    let what: String
    do throws(SecretFile.Failure) {
      let secret = try SecretFile.read(path)
      if secret.byteCount > 0 { return secret }
      what = "is empty"
    } catch {
      what =
        switch error {
        case .absent: "does not exist"
        case .exposed: "can be read by others: run chmod 600 on it"
        case .tooLarge: "is larger than a secret is"
        case .system: "cannot be read"
        }
    }
    throw .settings(sink: setting.name, what: "\(key): \(path) \(what)")
  }
}
