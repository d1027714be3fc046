import Capture
import Foundation
import Pipeline
import Tuning
import Vocabulary

/// The examples of `bench tuning`: pictures of PAD-UFES-20 by an encoder of ours, or vectors that another program made of them.
struct TuningBenchSource {
  /// A line of a file of vectors.
  private struct Line: Decodable {
    let encoder: String
    let vectors: [[Float]]
    let condition: ConditionIdentifier
    let group: String
    let split: String
  }

  private static let conditions = [
    "ACK": "actinic-keratosis", "BCC": "basal-cell-carcinoma", "MEL": "melanoma", "NEV": "melanocytic-nevus",
    "SCC": "squamous-cell-carcinoma", "SEK": "seborrheic-keratosis",
  ]

  let encoder: String
  let learned: [TuningExample]
  let scored: [TuningExample]

  init(_ order: BenchOrder) async throws {
    if let file = order.vectors { try self.init(file: file) } else { try await self.init(pictures: order) }
    guard !learned.isEmpty, !scored.isEmpty else {
      throw CommandFailure.failed("bench tuning: no picture of the splits `train` and `validation`")
    }
  }

  private init(file: URL) throws {
    guard let bytes = FileManager.default.contents(atPath: file.path) else {
      throw CommandFailure.failed("\(file.path) cannot be read")
    }
    let lines = try bytes.split(separator: UInt8(ascii: "\n")).enumerated().map { number, line in
      do { return try JSONDecoder().decode(Line.self, from: Data(line)) } catch {
        throw CommandFailure.failed("\(file.path):\(number + 1): is no line of vectors, condition, group and split")
      }
    }
    encoder = lines.first?.encoder ?? ""
    func examples(_ split: String) -> [TuningExample] {
      lines.enumerated().filter { $0.element.split == split }.map {
        TuningExample(
          name: "\($0.offset)", vectors: $0.element.vectors, labels: [$0.element.condition: 1], group: $0.element.group)
      }
    }
    (learned, scored) = (examples("train"), examples("validation"))
  }

  private init(pictures order: BenchOrder) async throws {
    guard let data = order.data else {
      throw CommandFailure.usage("bench tuning: name the data sets' folder with --data, or vectors with --vectors")
    }
    let folder = data.appending(path: "pad_ufes_20")
    guard let text = try? String(contentsOf: folder.appending(path: "labels.csv"), encoding: .utf8) else {
      throw CommandFailure.failed("\(folder.path)/labels.csv cannot be read")
    }
    let rows = CommaSeparatedText.rows(text)
    guard let header = rows.first, let file = header.firstIndex(of: "file"), let label = header.firstIndex(of: "diagnostic"),
      let patient = header.firstIndex(of: "patient_id"), let split = header.firstIndex(of: "split")
    else { throw CommandFailure.failed("\(folder.path)/labels.csv lacks file, diagnostic, patient_id or split") }
    let resources = Resources.find()
    let teacher = try await Teacher(
      model: try await ModelLibrary(resources: resources, caches: nil).load(order.model, precision: order.precision),
      pack: try PackLibrary(resources: resources).load(order.pack))
    encoder = "\(teacher.encoder.model) in \(teacher.encoder.precision)"
    func examples(_ wanted: String) async throws -> [TuningExample] {
      let pictures = rows.dropFirst().filter { $0.count == header.count && $0[split] == wanted }.compactMap { row in
        Self.conditions[row[label]].flatMap { ConditionIdentifier($0) }.map {
          LessonPicture(
            file: folder.appending(path: "images/\(row[file])").path, name: row[file], labels: [$0: 1], group: row[patient])
        }
      }
      return try await withTemporaryFolder { cache in
        try await teacher.lesson(
          of: pictures, source: .pictures, population: "", policy: .commandLine, cache: cache.appending(path: "vectors.ndjson")
        ) { Console.progress("\(wanted): \($0) of \(pictures.count) pictures") }.examples
      }
    }
    learned = try await examples("train")
    scored = try await examples("validation")
  }

  /// How many there are of the condition that has most.
  func largest(_ examples: [TuningExample], _ conditions: [ConditionIdentifier]) -> Int {
    conditions.map { condition in examples.count { $0.shows(condition) } }.max() ?? 0
  }
}
