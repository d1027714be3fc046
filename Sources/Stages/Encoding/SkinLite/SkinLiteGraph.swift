import Foundation
internal import OpenVINO
internal import Vocabulary

/// The skinlite graph's text, with what the precision asks for.
///
/// In bf16 nearly all of the error comes from the first convolutions, whose inputs are raw pixels: with six of 49 left at f32, which
/// costs nothing that can be measured, the lowest cosine to f32 on 200 photographs rose from 0.9942 to 0.9995
/// (`Tools/train/precision.py` measures what becomes of findings).
enum SkinLiteGraph {
  /// Convolutions from the input on, depthwise ones counted, that stay at f32: the stem and two blocks.
  static let exactConvolutions = 6
  private static let convolutions: Set<Substring> = ["Convolution", "GroupConvolution"]
  /// Layers that hold weights or reshape them: nothing is computed there.
  private static let passive: Set<Substring> = ["Parameter", "Const", "Convert", "Result"]
  /// OpenVINO's mark for layers that a plugin must not bring to a narrower type (`ov::DisableFP16Compression`).
  private static let mark = "<rt_info><attribute name=\"precise\" version=\"0\" /></rt_info>"

  /// What the fingerprint says of it, in addition to the arithmetic.
  static func rule(_ precision: Precision) -> String? {
    precision == .bf16 ? "first \(exactConvolutions) convolutions f32/1" : nil
  }

  /// Reads `directory`'s graph for `precision`.
  static func read(_ directory: URL, _ engine: Engine) throws(EncodingError) -> Model {
    let (xml, bin) = (
      directory.appending(path: SkinLiteDescription.graphName), directory.appending(path: SkinLiteDescription.weightsName)
    )
    guard engine.precision == .bf16 else {
      return try Encoding.engine { () throws(OpenVINOError) in try engine.core.readModel(xmlPath: xml.path, binPath: bin.path) }
    }
    let text = String(decoding: try JSONFile.read(xml), as: UTF8.self)
    return try Encoding.engine { () throws(OpenVINOError) in
      let weights = try WeightMapping(files: [try MappedFile(path: bin.path)], extra: [])
      return try engine.core.readModel(xml: marking(text), weights: weights)
    }
  }

  /// `xml` with the mark on every layer that computes before convolution number ``exactConvolutions`` + 1. Layers stand in the
  /// order of computation.
  static func marking(_ xml: String) -> String {
    var (result, count) = ("", 0)
    for (index, part) in xml.split(separator: "<layer ", omittingEmptySubsequences: false).enumerated() {
      guard index > 0, let end = part.firstIndex(of: ">"), let kind = kind(part[..<end]) else {
        result += index > 0 ? "<layer " + part : part
        continue
      }
      if convolutions.contains(kind) { count += 1 }
      let isExact = count <= exactConvolutions && !passive.contains(kind)
      let isEmpty = part[..<end].last == "/"
      result += "<layer " + part[...end] + (isExact && !isEmpty ? mark : "") + part[part.index(after: end)...]
    }
    return result
  }

  /// The attribute `type` of a layer's tag.
  private static func kind(_ tag: Substring) -> Substring? {
    guard let start = tag.range(of: " type=\"")?.upperBound else { return nil }
    return tag[start...].prefix { $0 != "\"" }
  }
}
