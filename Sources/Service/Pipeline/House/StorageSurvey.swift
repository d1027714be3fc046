import Dispatch
import Foundation
import Server
import Vocabulary

/// Looks at the data folder: every file counts in exactly one item, so that nothing is kept without being shown.
///
/// - Threading: an actor on a queue of its own, since it waits for the disk.
actor StorageSurvey {
  /// What is known of a part of the folder. The first that fits a path counts; `""` is whatever is left.
  private struct Kind {
    let id: String
    let prefix: String
    let name: String
    let keeps: String
    let retention: String
  }

  private static let kinds = [
    Kind(
      id: "key", prefix: "journal.key", name: "Key of the journal",
      keeps: "Opens the journal. Without it no entry can be read.", retention: "For as long as the journal."),
    Kind(
      id: "journal", prefix: "journal.", name: "Journal",
      keeps:
        "Sessions, alerts with the vectors they rest on, verdicts, changes of thresholds, what was said, what sinks must still get; veiled "
        + "crops of findings where a session allows pictures.",
      retention: "For good, sealed. A session's key can be destroyed, and then nobody can read its entries."),
    Kind(
      id: "kept-vectors", prefix: "vectors.sqlite", name: "Kept vectors",
      keeps: "Vectors of frames, where a session allows it, and of the drawn demo.",
      retention: "As the session says, a day of the demo, and at most kept_vectors_mb. A purge of the session ends them."),
    Kind(
      id: "people", prefix: "people.sqlite", name: "People and groups",
      keeps: "Names, roles, groups and Argon2id hashes of passwords.", retention: "Until an administrator removes a person."),
    Kind(
      id: "audit", prefix: "audit.sqlite", name: "Audit", keeps: "Who saw or changed what, sealed.", retention: "For good."),
    Kind(
      id: "heads", prefix: "heads/", name: "Learned heads",
      keeps: "Weights that were learned from verdicts or pictures, and the key that signs them.",
      retention: "Until a version is removed."),
    Kind(
      id: "tuning", prefix: "tuning/", name: "Vectors of training pictures", keeps: "Vectors of pictures that tune was given.",
      retention: "A cache: may be deleted at any time and is made again."),
    Kind(
      id: "packs", prefix: "packs/", name: "Packs", keeps: "Packs that were in force or brought in.", retention: "For good."),
    Kind(
      id: "publish-key", prefix: "publish.key", name: "Key of publish tokens", keeps: "Signs short-lived tokens.",
      retention: "Deleting it and restarting takes all such tokens back."),
    Kind(
      id: "knowledge", prefix: "knowledge.", name: "Your knowledge",
      keeps: "Imported documents, corrections and signatures.", retention: "Until a document is taken out on the page Knowledge."),
    Kind(
      id: "voice", prefix: "voice/", name: "Spoken sentences",
      keeps: "Clips of the fixed sentences that the server can say. No sound of people.",
      retention: "A cache: may be deleted at any time and is made again."),
    Kind(
      id: "text-vectors", prefix: "text-vectors/", name: "Vectors of wordings",
      keeps: "What the encoder made of the packs’ wordings.",
      retention: "A cache: may be deleted at any time and is made again."),
    Kind(
      id: "int8", prefix: "int8/", name: "Quantised weights", keeps: "Rows of the encoder’s weights at eight bits.",
      retention: "A cache: may be deleted at any time and is made again."),
    Kind(
      id: "file-hashes", prefix: "file-hashes.json", name: "Hashes of weights", keeps: "Which file has which hash.",
      retention: "A cache: may be deleted at any time and is made again."),
    Kind(
      id: "tls", prefix: "tls/", name: "Certificate", keeps: "The server’s own certificate and its key.",
      retention: "Renewed by itself; deleting it makes a new one."),
    Kind(
      id: "other", prefix: "", name: "Other files", keeps: "Whatever else lies in the data folder.",
      retention: "This page does not know; see the documentation."),
  ]

  private let folder: String
  private nonisolated let executor = QueueExecutor(name: "storage", quality: .utility)
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  init(folder: String) { self.folder = folder }

  func report() throws(BackendError) -> StorageReport {
    guard FileManager.default.fileExists(atPath: folder), let paths = FileManager.default.enumerator(atPath: folder) else {
      throw .failed(what: "the data folder cannot be read")
    }
    var sums: [String: (files: Int, bytes: Int64)] = [:]
    while let path = paths.nextObject() as? String {
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(path)")
      guard attributes?[.type] as? FileAttributeType == .typeRegular else { continue }
      let id = Self.kinds.first { path.hasPrefix($0.prefix) }?.id ?? "other"
      sums[id, default: (0, 0)].files += 1
      sums[id, default: (0, 0)].bytes += (attributes?[.size] as? Int64) ?? Int64(attributes?[.size] as? Int ?? 0)
    }
    let items = Self.kinds.compactMap { kind in
      sums[kind.id].map {
        StorageReport.Item(
          id: kind.id, name: kind.name, keeps: kind.keeps, retention: kind.retention, files: $0.files, bytes: $0.bytes)
      }
    }
    let free = try? FileManager.default.attributesOfFileSystem(forPath: folder)[.systemFreeSize] as? Int
    return StorageReport(
      folder: folder, items: items.sorted { $0.bytes > $1.bytes }, freeBytes: free.map { Int64($0) })
  }
}
