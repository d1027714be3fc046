public import Cryptography
public import Foundation
public import Vocabulary

/// A head with its hash and the signature that this data folder's key made: a file of `heads/NAME/VERSION.json`.
///
/// What is signed is the content written anew with sorted keys, so that white space does not matter and every number does.
public struct SignedHead: Sendable, Hashable, Codable {
  public let content: HeadContent
  /// Of the content, lower-case hexadecimal.
  public let sha256: String
  /// HMAC-SHA-256 of the content, lower-case hexadecimal.
  public let signature: String

  /// Signs a content.
  ///
  /// - Parameters:
  ///   - content: what is signed.
  ///   - key: of the data folder.
  /// - Throws: ``TuningError/folder(path:problem:)`` where a number cannot be written or the library fails.
  public init(signing content: HeadContent, key: Secret) throws(TuningError) {
    self.content = content
    do {
      let bytes = try Self.bytes(content)
      sha256 = SHA256.digest(of: bytes).hexadecimal
      signature = Hexadecimal.text(of: try MessageAuthentication.sha256(bytes, key: key))
    } catch { throw .folder(path: "heads", problem: "the head cannot be signed: \(error)") }
  }

  /// Reads a file's bytes and checks them.
  ///
  /// - Parameters:
  ///   - bytes: of the file.
  ///   - file: its name, for messages.
  ///   - key: of the data folder.
  /// - Throws: ``TuningError/tampered(file:problem:)``.
  public init(reading bytes: Data, file: String, key: Secret) throws(TuningError) {
    let read: SignedHead
    do { read = try JSONDecoder().decode(SignedHead.self, from: bytes) } catch {
      throw .tampered(file: file, problem: "it cannot be read as a head")
    }
    do {
      let content = try Self.bytes(read.content)
      guard SHA256.digest(of: content).hexadecimal == read.sha256 else {
        throw TuningError.tampered(file: file, problem: "its content has another hash than it says")
      }
      guard let code = Hexadecimal.bytes(of: read.signature), try MessageAuthentication.isValid(code, of: content, key: key)
      else {
        throw TuningError.tampered(file: file, problem: "its signature is not of this data folder's key")
      }
    } catch let failure as TuningError { throw failure } catch {
      throw .tampered(file: file, problem: "it cannot be checked: \(error)")
    }
    guard read.content.format == HeadContent.format else {
      throw .tampered(file: file, problem: "it is of format \(read.content.format), this program reads \(HeadContent.format)")
    }
    self = read
  }

  /// How records name it.
  public var reference: HeadReference {
    HeadReference(name: content.name, version: content.version, sha256: sha256)
  }

  private static func bytes(_ content: HeadContent) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(content))
  }
}
