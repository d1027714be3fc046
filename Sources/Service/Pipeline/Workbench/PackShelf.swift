import Cryptography
import Detection
import Foundation
import Vocabulary

/// Every pack that was ever in force or brought in, by fingerprint, so that a rollback finds the very bytes again.
///
/// - Threading: each call reads or writes small files; the ``PackDesk`` actor alone holds it.
struct PackShelf: Sendable {
  /// More are refused: somebody must look at what piles up.
  static let limit = 200

  private let folder: URL

  /// - Parameter data: the server's data folder.
  init(data: String) { folder = URL(fileURLWithPath: data).appending(path: "packs", directoryHint: .isDirectory) }

  /// Fingerprints of what is kept.
  var fingerprints: [Fingerprint] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted().compactMap { name in
      name.hasSuffix(".yaml") && name.utf8.count == 69 ? Fingerprint(String(name.dropLast(5))) : nil
    }
  }

  /// Keeps a pack's bytes; one that is there already stays as it is.
  ///
  /// - Throws: ``PipelineError/unusable(what:reason:)`` where it cannot be written, or too many are there.
  func keep(_ bytes: [UInt8]) throws(PipelineError) {
    let file = file(Fingerprint(SHA256.digest(of: bytes).hexadecimal))
    guard !FileManager.default.fileExists(atPath: file.path) else { return }
    guard fingerprints.count < Self.limit else {
      throw .unusable(
        what: "the folder of kept packs", reason: "\(Self.limit) are kept; take old ones out of \(folder.lastPathComponent)")
    }
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try Data(bytes).write(to: file, options: .atomic)
    } catch { throw .unusable(what: "the folder of kept packs", reason: error.localizedDescription) }
  }

  /// The pack of a fingerprint; `nil` where it is not kept, or what is kept is not it any more.
  func pack(_ fingerprint: Fingerprint) -> Pack? {
    guard let data = FileManager.default.contents(atPath: file(fingerprint).path) else { return nil }
    let bytes = [UInt8](data)
    guard SHA256.digest(of: bytes).hexadecimal == fingerprint.text else { return nil }
    return try? PackReader.parse(bytes, name: fingerprint.text)
  }

  private func file(_ fingerprint: Fingerprint) -> URL { folder.appending(path: fingerprint.text + ".yaml") }
}
