import Detection
import Encoding
import Foundation
import Pipeline
import Statistics
import Vocabulary

/// `bench maps`: whether the places that a map marks are those that the score comes from, for any encoder.
struct MapsBench: Bench {
  let name = "maps"
  let summary = "faithfulness of patch maps: deletion, insertion and pointing, against occlusion and random order"

  private static let pictureLimit = 30

  func run(_ order: BenchOrder) async throws -> BenchTable {
    let machine = Machine.now()
    let library = ModelLibrary(resources: .find(), caches: nil)
    let model = try await library.load(order.model, precision: order.precision)
    let pack = try PackLibrary(resources: .find()).load(order.pack)
    let study = MapStudy(probe: try await MapProbe(model: model, pack: pack))
    var random = SplitMix64(seed: 3)
    var (findings, count, first): ([MapFinding], Int, PixelBuffer?) = ([], 0, nil)
    try await each(order) { subject in
      count += 1
      first = first ?? subject.pixels
      Console.progress("picture \(count)")
      if let finding = try await study.study(subject, random: &random) { findings.append(finding) }
    }
    Console.progress("")
    guard !findings.isEmpty, let first else {
      throw CommandFailure.failed("bench maps: no picture scores higher than an empty one; name others with --image or --data")
    }
    let rows = MapRows(findings: findings)
    var table = table(rows, study.probe.description, count, on: machine)
    let summary = try library.catalog.inspect(order.model)
    let cost = try await withTemporaryFolder { caches in
      try await MapCost.measure(
        study.probe, first, directory: summary.kind == .siglip ? URL(filePath: summary.directory) : nil, caches)
    }
    table.close(cost.text, cost)
    if let weights = model.weights { try conclude(rows, weights, pack.id, URL(filePath: summary.directory), order, &table) }
    return table
  }

  /// Every picture that was asked for: held-out lesions close up and on hands, or those named.
  private func each(_ order: BenchOrder, _ body: (MapSubject) async throws -> Void) async throws {
    guard let folder = order.data else {
      for (index, pixels) in try await named(order).enumerated() {
        try await body(
          MapSubject(kind: "picture", pixels: pixels, condition: nil, group: "\(index)", pasted: nil, side: nil))
      }
      return
    }
    let sets = try PictureSets(in: folder, limit: order.pictureLimit ?? Self.pictureLimit)
    for lesion in sets.lesions {
      try await body(
        MapSubject(
          kind: "close-up", pixels: try await lesion.read(), condition: lesion.condition, group: lesion.group, pasted: nil,
          side: nil))
    }
    try await PastedSet.each(of: sets) { item in
      try await body(
        MapSubject(
          kind: "on a hand", pixels: item.picture.pixels, condition: item.condition, group: item.group, pasted: item.picture,
          side: item.side))
    }
  }

  private func named(_ order: BenchOrder) async throws -> [PixelBuffer] {
    guard !order.images.isEmpty else { return [try await ClipPicture.read(order.streamed)] }
    var pictures: [PixelBuffer] = []
    for image in order.images { pictures.append(try await LabelledPicture(file: image, condition: nil, group: "").read()) }
    return pictures
  }

  private func table(_ rows: MapRows, _ encoder: EncoderDescription, _ count: Int, on machine: Machine) -> BenchTable {
    var table = BenchTable(
      "maps: \(encoder.model) in \(encoder.precision), \(rows.findings.count) of \(count) pictures (the others give no more evidence than an "
        + "empty one) in \(CellMask.count) cells, \(MapStudy.steps) steps; areas from 0 to 1, deletion is better low, insertion high",
      columns: ["pictures", "order", "number", "deletion", "insertion", "ms a picture"], on: machine)
    for kind in rows.kinds {
      for order in MapFinding.Order.allCases {
        let row = rows.curve(kind, order)
        table.add(
          [
            kind, row.order, "\(row.pictures)", Self.text(row.deletion, row.deletionInterval),
            Self.text(row.insertion, row.insertionInterval), row.milliseconds.formatted2,
          ], row)
      }
    }
    for order in [MapFinding.Order.map, .occlusion] {
      for side in PastedSet.sides.map(Optional.some) + [nil] {
        guard let row = rows.pointing(order, side: side) else { continue }
        let share = Double(row.hits) / Double(row.pictures)
        table.close(
          "pointing, \(order.rawValue), lesions \(side.map { "\($0) of the width" } ?? "of every size"): \(row.hits) of \(row.pictures), "
            + "\(Self.text(share, row.interval)); chance \(row.chance.formatted2)", row)
      }
    }
    return table
  }

  private func conclude(
    _ rows: MapRows, _ weights: Fingerprint, _ pack: String, _ directory: URL, _ order: BenchOrder, _ table: inout BenchTable
  ) throws {
    guard let verdict = rows.verdict(of: weights, pack: pack) else { return }
    table.close(
      "verdict: \(verdict.isFaithful ? "the map is shown" : "the map is not shown") (it is where both gains over a random order are above 0 "
        + "in their whole 95 % intervals): deletion \(Self.text(verdict.deletionGain)), insertion \(Self.text(verdict.insertionGain))",
      verdict)
    guard order.isSaving else { return }
    do { try verdict.write(in: directory) } catch {
      throw CommandFailure.failed("\(directory.path): the verdict cannot be written there: \(error.localizedDescription)")
    }
  }

  private static func text(_ gain: MapVerdict.Gain) -> String { text(gain.mean, [gain.low, gain.high]) }

  private static func text(_ value: Double, _ interval: [Double]?) -> String {
    value.formatted3 + (interval.map { " (\($0[0].formatted3) to \($0[1].formatted3))" } ?? "")
  }
}
