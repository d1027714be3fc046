import Foundation

@testable import Encoding

/// The small checkpoint with a grid of 8 × 8 patches instead of 4 × 4: enough places to choose from.
struct LargerGrid {
  let directory: URL

  init() throws {
    let original = SigLIP.directory("even")
    let twin = try Twin(of: original)
    directory = twin.directory
    for name in ["config.json", "preprocessor_config.json"] {
      let url = directory.appending(path: name)
      try String(contentsOf: url, encoding: .utf8).replacingOccurrences(of: " 28", with: " 56")
        .write(to: url, atomically: true, encoding: .utf8)
    }
    let checkpoint = try Checkpoint(directory: original)
    let small = try checkpoint.floats(SigLIPVisionGraph.positionsName, shape: [16, 32])
    let table = PositionTable(small, side: 4, width: 32)
    let entries = checkpoint.files[0].entries
    var (rows, data) = ([String](), Data())
    for name in entries.keys.sorted() {
      guard let entry = entries[name] else { continue }
      let isPositions = name == SigLIPVisionGraph.positionsName
      let values = isPositions ? table.positions(columns: 8, rows: 8) : try checkpoint.floats(name, shape: entry.shape)
      let shape = isPositions ? [64, 32] : entry.shape
      rows.append(
        "\"\(name)\":{\"dtype\":\"F32\",\"shape\":\(shape),\"data_offsets\":[\(data.count),\(data.count + 4 * values.count)]}")
      for value in values { for shift in 0..<4 { data.append(UInt8(truncatingIfNeeded: value.bitPattern >> (8 * shift))) } }
    }
    let header = Data("{\(rows.joined(separator: ","))}".utf8)
    let length = Data((0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) })
    try (length + header + data).write(to: twin.weights)
  }

  func remove() { try? FileManager.default.removeItem(at: directory) }
}
