import Foundation

/// What `model.json` says about a skinlite directory.
struct SkinLiteDescription: Decodable {
  struct Input: Decodable {
    /// Rows and columns of the square input.
    let side: Int
  }

  struct Gate: Decodable {
    /// Logit from which on a picture counts as skin.
    let threshold: Float
  }

  struct Text: Decodable {
    /// The sentence encoder that the projection was trained on.
    let encoder: String
    /// File of the projection.
    let projection: String
  }

  struct Evidence: Decodable {
    /// Taken from a crop's evidence before it is compared with the whole's; absent: nothing.
    let cropDeduction: Double?

    enum CodingKeys: String, CodingKey {
      case cropDeduction = "crop_deduction"
    }
  }

  let name: String
  let version: String
  let licence: String
  let input: Input
  /// A graph for each tower, all over one file of weights.
  let graphs: [String]?
  let dimension: Int
  /// Rows and columns of the patch grid.
  let grid: Int
  /// What cosines are multiplied by before a softmax.
  let temperature: Float
  let gate: Gate
  let text: Text
  let evidence: Evidence?
  let conditions: [String]
  /// Content hashes of the files that belong together.
  let sha256: [String: String]

  static let fileName = "model.json"
  static let weightsName = "image.bin"
  /// More towers than anyone would train.
  private static let graphLimit = 8

  /// The graphs, first tower first. Until the end of November 2026 one graph held all towers, and no description named it.
  var graphNames: [String] { graphs ?? ["image.xml"] }

  /// Reads and checks a directory's description, and that its files are the ones it speaks of.
  static func read(_ directory: URL, _ hashes: FileHashes) throws(EncodingError) -> SkinLiteDescription {
    let description = try JSONFile.decode(Self.self, at: directory.appending(path: fileName))
    try description.check()
    for (name, expected) in description.sha256.sorted(by: { $0.key < $1.key }) {
      let actual = try hashes.sha256(of: directory.appending(path: name))
      guard actual == expected else {
        throw .configuration(file: fileName, field: "sha256.\(name)", expected: expected, actual: actual)
      }
    }
    return description
  }

  private func check() throws(EncodingError) {
    func refuse(_ field: String, _ expected: String, _ actual: some Any) -> EncodingError {
      .configuration(file: Self.fileName, field: field, expected: expected, actual: "\(actual)")
    }
    guard (32...1024).contains(input.side) else { throw refuse("input.side", "32 to 1024", input.side) }
    guard (1...4096).contains(dimension) else { throw refuse("dimension", "1 to 4096", dimension) }
    guard (1...64).contains(grid) else { throw refuse("grid", "1 to 64", grid) }
    guard temperature > 0, temperature.isFinite else { throw refuse("temperature", "above 0", temperature) }
    if let deduction = evidence?.cropDeduction {
      guard (0...2).contains(deduction) else { throw refuse("evidence.crop_deduction", "0 to 2", deduction) }
    }
    guard (1...Self.graphLimit).contains(graphNames.count) else {
      throw refuse("graphs", "1 to \(Self.graphLimit)", graphNames.count)
    }
    for name in graphNames where sha256[name] == nil { throw refuse("sha256", "a hash of \(name)", "none") }
    guard !text.projection.contains("/") else { throw refuse("text.projection", "a file name", text.projection) }
    for name in sha256.keys where name.contains("/") { throw refuse("sha256", "file names", name) }
  }
}
