import Detection
import Encoding
import Foundation
import GLib
import Pipeline

/// `packs import-faiss INDEX LABELS`: descriptors of the first MediaSKINoscope as a pack, and as a model that answers with them.
struct PackImport {
  let index: URL
  let labels: URL
  let folder: URL
  /// A name or directory; `nil` writes the pack alone.
  let model: String?

  /// What was written.
  struct Result: Encodable {
    let vectors: Int
    let dimension: Int
    let conditions: Int
    let pack: String
    let model: String?
    /// Of the stored vectors with the model's own; `nil` without a model.
    let lowest_cosine: Double?
  }

  func run() async throws(CommandFailure) -> Result {
    do {
      let file = try FlatIndexFile(index: index, labels: labels)
      let draft = try PackDraft(id: "imported", labels: file.labels)
      let (directory, cosine) = try await describedModel(file)
      let pack = folder.appending(path: "imported.yaml")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(draft.text.utf8).write(to: pack, options: .withoutOverwriting)
      return Result(
        vectors: file.vectors.count, dimension: file.dimension, conditions: draft.conditionCount, pack: pack.path,
        model: directory?.path, lowest_cosine: cosine)
    } catch let failure as CommandFailure {
      throw failure
    } catch let error as CocoaError {
      throw .failed(
        "\(folder.path): cannot be written (\(error.code == .fileWriteFileExists ? "a pack is there already" : "see the folder's rights")); name another folder with --out"
      )
    } catch { throw .failed("\(error)") }
  }

  /// Vectors of another checkpoint would be compared with pictures of this one: they must agree before they are used.
  private func describedModel(_ file: FlatIndexFile) async throws -> (URL?, Double?) {
    guard let model else { return (nil, nil) }
    let summary = try ModelLibrary(resources: .find(), caches: nil).catalog.inspect(model)
    guard summary.kind == .siglip else {
      throw CommandFailure.failed("--model \(model): descriptors belong to a SigLIP directory; name that one")
    }
    let source = URL(filePath: summary.directory)
    let report = try await GoldenCheck(directory: source, golden: GoldenFolder(file), picture: nil).run()
    guard report.agrees else {
      throw CommandFailure.failed(
        "\(index.path): its vectors are not this model's (lowest cosine \(report.lowestTextCosine.map { $0.formatted3 } ?? "none")): "
          + report.explanation)
    }
    let target = folder.appending(path: "model")
    try DescriptorFiles.write(model: source, index: index, labels: labels, to: target)
    return (target, report.lowestTextCosine)
  }
}
