import Foundation
import Statistics
import Vocabulary

/// The held-out pictures of a folder of data sets: each set a folder with `images/` and a `labels.csv` whose column `split` says
/// `validation` for what no training saw.
struct PictureSets {
  /// Lesions close up.
  let lesions: [LabelledPicture]
  /// Hands without a lesion.
  let hands: [LabelledPicture]

  private static let lesionSets = [
    (folder: "pad_ufes_20", label: "diagnostic", group: "patient_id"), (folder: "isic_cc0", label: "diagnosis", group: "file"),
  ]
  private static let handSets = ["hands_asl_pd", "hands_digits_apache"]

  /// The labels of both sets of lesions.
  private static let conditions = [
    "ACK": "actinic-keratosis", "BCC": "basal-cell-carcinoma", "MEL": "melanoma", "NEV": "melanocytic-nevus",
    "SCC": "squamous-cell-carcinoma", "SEK": "seborrheic-keratosis", "nevus": "melanocytic-nevus", "melanoma": "melanoma",
  ]

  /// Every condition that a label stands for.
  static let labelled = Set(conditions.values.compactMap { ConditionIdentifier($0) })

  /// - Parameters:
  ///   - folder: holds a folder for each set; sets that are not there are left out.
  ///   - limit: pictures of each kind at most, drawn by a fixed seed.
  init(in folder: URL, limit: Int?) throws(CommandFailure) {
    var (lesions, hands): ([LabelledPicture], [LabelledPicture]) = ([], [])
    for set in Self.lesionSets {
      lesions += try Self.rows(of: folder.appending(path: set.folder), label: set.label, group: set.group)
        .filter { $0.condition != nil }
    }
    for name in Self.handSets { hands += try Self.rows(of: folder.appending(path: name), label: "label", group: "file") }
    guard !lesions.isEmpty, !hands.isEmpty else {
      throw .failed(
        "\(folder.path): needs \((Self.lesionSets.map(\.folder) + Self.handSets).joined(separator: ", ")), each with images/ and labels.csv"
      )
    }
    var random = SplitMix64(seed: 1)
    (lesions, hands) = (lesions.shuffled(using: &random), hands.shuffled(using: &random))
    self.lesions = Array(lesions.prefix(limit ?? lesions.count))
    self.hands = Array(hands.prefix(limit ?? hands.count))
  }

  private static func rows(of folder: URL, label: String, group: String) throws(CommandFailure) -> [LabelledPicture] {
    let table = folder.appending(path: "labels.csv")
    guard FileManager.default.fileExists(atPath: table.path) else { return [] }
    guard let text = try? String(contentsOf: table, encoding: .utf8) else {
      throw .failed("\(table.path) cannot be read as UTF-8 text")
    }
    var rows = CommaSeparatedText.rows(text)
    guard let header = rows.first else { return [] }
    rows.removeFirst()
    guard let file = header.firstIndex(of: "file"), let split = header.firstIndex(of: "split"),
      let label = header.firstIndex(of: label), let group = header.firstIndex(of: group)
    else { throw .failed("\(table.path) lacks one of the columns file, split, \(label), \(group)") }
    return rows.filter { $0.count == header.count && $0[split] == "validation" }.map { row in
      LabelledPicture(
        file: folder.appending(path: "images").appending(path: row[file]),
        condition: conditions[row[label]].flatMap { ConditionIdentifier($0) }, group: "\(folder.lastPathComponent) \(row[group])")
    }
  }
}
