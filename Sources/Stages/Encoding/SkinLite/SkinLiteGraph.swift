import Foundation
internal import OpenVINO
internal import Vocabulary

/// The text of a skinlite graph, with what the precision asks for.
///
/// In bf16 nearly all of the error comes from the first convolutions, whose inputs are raw pixels: with six of a tower's 49 left
/// at f32, which costs nothing that can be measured, the lowest cosine to f32 on 200 photographs rose from 0.9942 to 0.9995
/// with one tower (`Tools/train/precision.py` measures what becomes of findings).
enum SkinLiteGraph {
  /// Convolutions of each tower from the input on, depthwise ones counted, that stay at f32: the stem and two blocks.
  static let exactConvolutions = 6
  private static let convolutions: Set<Substring> = ["Convolution", "GroupConvolution"]
  /// Layers that hold weights or reshape them: nothing is computed there.
  private static let passive: Set<Substring> = ["Parameter", "Const", "Convert", "Result"]
  /// OpenVINO's mark for layers that a plugin must not bring to a narrower type (`ov::DisableFP16Compression`).
  private static let mark = "<rt_info><attribute name=\"precise\" version=\"0\" /></rt_info>"

  /// What the fingerprint says of it, in addition to the arithmetic.
  static func rule(_ precision: Precision) -> String? {
    precision == .bf16 ? "first \(exactConvolutions) convolutions of each tower f32/1" : nil
  }

  /// Reads graph `name` of `directory` for the precision of `engine`.
  static func read(_ directory: URL, _ name: String, _ engine: Engine) throws(EncodingError) -> Model {
    let (xml, bin) = (directory.appending(path: name), directory.appending(path: SkinLiteDescription.weightsName))
    guard engine.precision == .bf16 else {
      return try Encoding.engine { () throws(OpenVINOError) in try engine.core.readModel(xmlPath: xml.path, binPath: bin.path) }
    }
    let text = String(decoding: try JSONFile.read(xml), as: UTF8.self)
    return try Encoding.engine { () throws(OpenVINOError) in
      let weights = try WeightMapping(files: [try MappedFile(path: bin.path)], extra: [])
      return try engine.core.readModel(xml: marking(text), weights: weights)
    }
  }

  /// `xml` with the mark on every layer that computes before a way's convolution number ``exactConvolutions`` + 1. Each tower is
  /// a way of its own from the pixels. Layers stand in the order of computation.
  static func marking(_ xml: String) -> String {
    let inputs = inputs(of: xml)
    var (result, depths) = ("", [Substring: Int]())
    for (index, part) in xml.split(separator: "<layer ", omittingEmptySubsequences: false).enumerated() {
      guard index > 0, let end = part.firstIndex(of: ">"), let kind = attribute("type", of: part[..<end]) else {
        result += index > 0 ? "<layer " + part : part
        continue
      }
      let name = attribute("id", of: part[..<end]) ?? ""
      let depth = (inputs[name] ?? []).map { depths[$0] ?? 0 }.max() ?? 0
      depths[name] = depth + (convolutions.contains(kind) ? 1 : 0)
      let isExact = depths[name, default: 0] <= exactConvolutions && !passive.contains(kind)
      let isEmpty = part[..<end].last == "/"
      result += "<layer " + part[...end] + (isExact && !isEmpty ? mark : "") + part[part.index(after: end)...]
    }
    return result
  }

  /// The layers that each layer takes its inputs from.
  private static func inputs(of xml: String) -> [Substring: [Substring]] {
    var result = [Substring: [Substring]]()
    for edge in xml.split(separator: "<edge ").dropFirst() {
      guard let from = attribute("from-layer", of: edge), let to = attribute("to-layer", of: edge) else { continue }
      result[to, default: []].append(from)
    }
    return result
  }

  /// An attribute of a tag. The first one may stand at the tag's very beginning.
  private static func attribute(_ name: String, of tag: Substring) -> Substring? {
    let isFirst = tag.hasPrefix("\(name)=\"")
    let start = isFirst ? tag.firstIndex(of: "\"").map(tag.index(after:)) : tag.range(of: " \(name)=\"")?.upperBound
    return start.map { tag[$0...].prefix { $0 != "\"" } }
  }
}
