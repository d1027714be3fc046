import Foundation

@testable import Encoding

/// A copy of a model's directory that a test damages.
struct Twin {
  let directory: URL

  init(of original: URL) throws {
    directory = FileManager.default.temporaryDirectory.appending(path: "twin-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: original, to: directory)
  }

  func remove() { try? FileManager.default.removeItem(at: directory) }

  var weights: URL { directory.appending(path: "model.safetensors") }

  /// Swaps rows and columns of a square f32 tensor in place.
  func transpose(_ name: String, side: Int) throws {
    let checkpoint = try Checkpoint(directory: directory)
    let start = try checkpoint.place(of: name, shape: [side, side]).place.entry.bytes.lowerBound
    let original = try Data(contentsOf: weights)
    var changed = original
    for row in 0..<side {
      for column in 0..<side {
        let (to, from) = (start + 4 * (row * side + column), start + 4 * (column * side + row))
        changed.replaceSubrange(to..<(to + 4), with: original[from..<(from + 4)])
      }
    }
    try changed.write(to: weights, options: .atomic)
  }

  /// Replaces `model.safetensors` by this header and so many bytes of zeros.
  func write(header: String, dataByteCount: Int, claiming length: UInt64? = nil) throws {
    var bytes = Data()
    let count = length ?? UInt64(header.utf8.count)
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: count >> (8 * UInt64(shift)))) }
    bytes += Data(header.utf8) + Data(count: dataByteCount)
    try bytes.write(to: weights, options: .atomic)
  }

  /// Changes members of a JSON file, one level down as well; makes the file where there is none.
  func merge(_ change: [String: Any], into name: String) throws {
    let url = directory.appending(path: name)
    var content = (try? JSONSerialization.jsonObject(with: Data(contentsOf: url))) as? [String: Any] ?? [:]
    for (key, value) in change {
      if let inner = value as? [String: Any], let old = content[key] as? [String: Any] {
        content[key] = old.merging(inner) { _, new in new }
      } else {
        content[key] = value
      }
    }
    try JSONSerialization.data(withJSONObject: content).write(to: url, options: .atomic)
  }

  func merge(text change: String, into name: String) throws {
    try merge(JSONSerialization.jsonObject(with: Data(change.utf8)) as? [String: Any] ?? [:], into: name)
  }
}
