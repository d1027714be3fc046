internal import Cryptography
import Foundation
internal import Vocabulary

/// Collects what makes a model's vectors what they are and hashes it.
struct FingerprintBuilder {
  private var parts: [String] = []

  /// A fact by name: a rule's version, a precision.
  mutating func add(_ name: String, _ value: String) { parts.append("\(name)=\(value)") }

  /// A file by its content.
  mutating func add(file url: URL, _ hashes: FileHashes) throws(EncodingError) {
    parts.append("\(url.lastPathComponent)=\(try hashes.sha256(of: url))")
  }

  func fingerprint() -> Fingerprint { Fingerprint(SHA256.digest(of: parts.joined(separator: "\n")).hexadecimal) }
}
