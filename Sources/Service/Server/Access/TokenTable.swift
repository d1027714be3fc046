import Configuration
import Cryptography
import Foundation

/// The tokens that may be presented, known by their hashes only.
struct TokenTable: Sendable {
  private struct Entry {
    let digest: Digest
    let principal: Principal
  }

  private var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }

  /// Whose they are; never what they are.
  var principals: [Principal] { entries.map(\.principal) }

  /// Reads each token's file; a trailing line break is not part of the secret.
  init(_ settings: [TokenSetting]) throws(ServerError) {
    for setting in settings {
      let digest = try Self.secret(of: setting).digest
      if let twin = entries.first(where: { $0.digest == digest }) { throw .sameSecret(twin.principal.name, setting.name) }
      let principal = Principal(
        name: setting.name, role: setting.role, isLocal: false, scopes: setting.scopes, claims: setting.claims)
      entries.append(Entry(digest: digest, principal: principal))
    }
  }

  /// Whose token it is; as long for a wrong one as for a right one.
  func principal(presenting token: String) -> Principal? {
    let presented = SHA256.digest(of: token)
    var found: Principal?
    for entry in entries where ConstantTime.areEqual(entry.digest.bytes, presented.bytes) { found = entry.principal }
    return found
  }

  private static func secret(of setting: TokenSetting) throws(ServerError) -> Secret {
    func refusal(_ fault: ServerError.SecretFault) -> ServerError {
      .secret(token: setting.name, path: setting.secretFile, fault)
    }
    guard let handle = FileHandle(forReadingAtPath: setting.secretFile) else { throw refusal(.unreadable(code: errno)) }
    guard var bytes = try? handle.read(upToCount: 4_100).map({ [UInt8]($0) }) ?? [] else {
      throw refusal(.unreadable(code: errno))
    }
    while let last = bytes.last, last == 10 || last == 13 { bytes.removeLast() }
    guard bytes.count >= 16 else { throw refusal(.short) }
    guard bytes.count <= 4_096 else { throw refusal(.long) }
    return Secret(bytes: bytes)
  }
}
