import Foundation
import Pipeline
import Vocabulary

/// One measurement of `bench`.
protocol Bench: Sendable {
  var name: String { get }
  /// A few words, for the list of benches.
  var summary: String { get }

  func run(_ order: BenchOrder) async throws -> BenchTable
}

/// What was asked for on the command line.
struct BenchOrder: Sendable {
  let model: String
  /// Whether the command line named one.
  var isModelNamed = true
  let pack: String
  /// The only one that is measured; `nil` = all.
  var precision: Precision?
  /// Where random weights are made and kept; `nil` = nowhere.
  var directory: URL?
  var duration: Duration = .seconds(20)
  /// `nil` = the demo clip.
  var clip: URL?
  /// Pictures for the benches that take any; empty = one of the clip.
  var images: [URL] = []
  /// Data sets for the benches that measure on photographs; `nil` = none named.
  var data: URL?
  /// Photographs of each kind at most; `nil` = all.
  var pictureLimit: Int?
  /// Vectors that another program made, for `tuning`.
  var vectors: URL?
  /// Whether `maps` keeps its verdict beside the model.
  var isSaving = false
  /// Questions of `retrieval`; `nil` = those beside the project.
  var corpus: URL?
  /// LlamaIndex in a Python of its own; `nil` leaves it out.
  var retrievalPeer: RetrievalPeer?
  /// Whether `retrieval` chooses its numbers instead of measuring.
  var isTuning = false

  /// The clip that is streamed.
  var streamed: URL { clip ?? Resources.find().demoClip }
}

/// Gives `work` an empty folder and removes it afterwards.
func withTemporaryFolder<Result>(_ work: (URL) async throws -> Result) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "mediaskinoscope-bench-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await work(folder)
}
