import Foundation
import Pipeline
import Server
import Vocabulary

/// `bench time-machine`: how long an hour of kept vectors takes to be scored again.
struct TimeMachineBench: Bench {
  let name = "time-machine"
  let summary = "an hour of kept vectors at 10 frames a second, scored again"

  private struct Row: Encodable, Sendable {
    let what: String
    let reading: Double
    let scoring: Double
    let deciding: Double
    let total: Double

    enum CodingKeys: String, CodingKey {
      case what
      case reading = "reading_ms"
      case scoring = "scoring_ms"
      case deciding = "deciding_ms"
      case total = "total_ms"
    }
  }

  private struct Closing: Encodable, Sendable {
    let frames: Int
    let conditions: Int
    let bytes: Int64
    let keeping: Double

    enum CodingKeys: String, CodingKey {
      case frames, conditions, bytes
      case keeping = "keeping_ms"
    }
  }

  func run(_ order: BenchOrder) async throws -> BenchTable {
    let machine = Machine.now()
    let resources = Resources.find()
    let pack = try PackLibrary(resources: resources).load(order.pack)
    let model = try await ModelLibrary(resources: resources, caches: nil).load(order.model, precision: order.precision)
    let found = try await withTemporaryFolder {
      try await TimeMachineBenchmark.run(model: model, pack: pack, folder: $0.path)
    }
    var table = BenchTable(
      "time-machine: \(found.first.frames.kept) frames of two views, \(found.first.conditions.count) conditions at once; milliseconds",
      columns: ["what", "reading", "scoring", "deciding", "total"], on: machine)
    func add(_ what: String, _ answer: WhatIf) {
      let took = answer.took
      let total = took.reading + took.scoring + took.deciding
      table.add(
        [what, took.reading.formatted2, took.scoring.formatted2, took.deciding.formatted2, total.formatted2],
        Row(
          what: what, reading: took.reading.rounded3, scoring: took.scoring.rounded3, deciding: took.deciding.rounded3,
          total: total.rounded3))
    }
    add("first question, read from the disk", found.first)
    for (number, answer) in found.later.enumerated() { add("other thresholds, \(number + 1)", answer) }
    add("another version of the pack", found.otherPack)
    add("other descriptors, embedded before", found.otherDescriptors)
    table.close(
      "kept in \(found.keeping.formatted2) ms, \(found.bytes) bytes sealed, \(found.bytes / Int64(max(1, found.first.frames.kept))) a frame",
      Closing(
        frames: found.first.frames.kept, conditions: found.first.conditions.count, bytes: found.bytes,
        keeping: found.keeping.rounded3))
    return table
  }
}
