public import Cryptography
import Foundation
public import Vocabulary

/// What a webhook's messages are signed with; more than one while they are being changed.
///
/// - Source: Standard Webhooks: `whsec_` and 24 to 64 bytes in base64; HMAC-SHA256 over `id.timestamp.body`.
public struct SigningSecrets: Sendable {
  /// What the file must hold.
  public static let allowed = "one secret a line, newest first: whsec_ and 24 to 64 bytes in base64"

  private let keys: [Secret]

  /// How many there are.
  public var count: Int { keys.count }

  /// - Parameter file: the content of the secret's file. `nil` unless it is ``allowed``.
  public init?(_ file: Secret) {
    let keys = file.withText { text -> [Secret]? in
      let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      let keys = lines.compactMap { line -> Secret? in
        let encoded = line.hasPrefix("whsec_") ? String(line.dropFirst(6)) : line
        guard let data = Data(base64Encoded: encoded), (24...64).contains(data.count) else { return nil }
        return Secret(bytes: Array(data))
      }
      return keys.count == lines.count && (1...8).contains(keys.count) ? keys : nil
    }
    guard let keys else { return nil }
    self.keys = keys
  }

  /// The headers of one attempt.
  ///
  /// - Parameters:
  ///   - id: the message's, the same in every attempt.
  ///   - body: its bytes.
  ///   - moment: of this attempt.
  /// - Returns: `webhook-id`, `webhook-timestamp` and `webhook-signature`, a signature for each secret.
  /// - Throws: `CryptographyError`.
  public func headers(
    id: String, body: [UInt8], at moment: Moment
  ) throws(CryptographyError) -> [(name: String, value: String)] {
    let seconds = String(moment.wallMilliseconds / 1_000)
    let signed = Array("\(id).\(seconds).".utf8) + body
    var signatures: [String] = []
    for key in keys { signatures.append("v1," + Data(try MessageAuthentication.sha256(signed, key: key)).base64EncodedString()) }
    return [("webhook-id", id), ("webhook-timestamp", seconds), ("webhook-signature", signatures.joined(separator: " "))]
  }
}
