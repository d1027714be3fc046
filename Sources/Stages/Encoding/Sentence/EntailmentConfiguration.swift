/// `config.json` of an entailment model: how its layers stand on those of the sentence encoder.
struct EntailmentConfiguration: Decodable {
  /// SHA-256 of the sentence encoder's weights, in hexadecimal: on any other its own layers mean nothing.
  let base_sha256: String
  /// Layers of the sentence encoder that are run as they are.
  let base_layers: Int
  /// Layers of its own, above those.
  let own_layers: Int
  /// Units of each layer of the comparison.
  let units: Int

  /// - Throws: where a number is out of range.
  func check() throws(EncodingError) {
    for (field, value) in [("base_layers", base_layers), ("own_layers", own_layers)] where !(0...24).contains(value) {
      throw .configuration(file: "config.json", field: field, expected: "0 to 24", actual: "\(value)")
    }
    guard (1...4096).contains(units) else {
      throw .configuration(file: "config.json", field: "units", expected: "1 to 4096", actual: "\(units)")
    }
  }
}
