public import Foundation
public import Vocabulary

/// The cases of a user's own SCIN download, with their weighted labels.
///
/// - Source: the layout as the data set's `dataset_schema.md` describes it: `scin_cases.csv` and `scin_labels.csv` share `case_id`;
///   `image_1_path` to `image_3_path` name files as `dataset/images/ID.png`; `weighted_skin_condition_label` maps names to weights that
///   sum to 1. Ward et al., "Creating an empirical dermatology dataset through crowdsourcing with web search advertisements", JAMA
///   Network Open 7, 2024.
public struct ScinTable: Sendable {
  /// One picture of a case.
  public struct Picture: Sendable, Hashable {
    public let file: URL
    /// As the table names it.
    public let name: String
    public let caseName: String
    public let labels: [ConditionIdentifier: Double]
    public let strata: [String: String]
  }

  public let pictures: [Picture]
  /// Label → how many cases name it, where it means no condition of the pack; each is a negative for all of them.
  public let unmapped: [String: Int]
  /// Cases that dermatologists gave no label to, and which are not learned from.
  public let unlabelled: Int

  /// Names of SCIN's labels that mean a condition of the dermatology pack under another name.
  public static let synonyms: [String: String] = [
    "Eczema": "atopic-dermatitis", "Allergic Contact Dermatitis": "contact-dermatitis",
    "Irritant Contact Dermatitis": "contact-dermatitis", "Insect Bite": "arthropod-bite", "Tinea": "dermatophytosis",
    "Drug Rash": "drug-eruption", "Hypersensitivity": "urticaria", "Verruca vulgaris": "common-wart",
    "SK/ISK": "seborrheic-keratosis", "Seborrheic Dermatitis": "seborrheic-dermatitis", "Xerosis": "xerosis-cutis",
    "Herpes Simplex": "herpes-simplex",
  ]

  /// Reads the two tables.
  ///
  /// - Parameters:
  ///   - folder: the download: it, or the `dataset` in it, holds the tables.
  ///   - pack: whose conditions labels are matched with: by id, by name, by ``synonyms``, then by `map`.
  ///   - map: label → condition, outranking the rest.
  ///   - rows: reads comma-separated text into records, the header first.
  /// - Throws: ``TuningError/table(file:problem:)``.
  public init(
    folder: URL, pack: Pack, map: [String: ConditionIdentifier], rows: (String) -> [[String]]
  ) throws(TuningError) {
    let inner = folder.appending(path: "dataset")
    let root = FileManager.default.fileExists(atPath: inner.appending(path: "scin_cases.csv").path) ? inner : folder
    let cases = try Self.table(root, "scin_cases.csv", needs: ["case_id", "image_1_path"], rows)
    let labels = try Self.table(root, "scin_labels.csv", needs: ["case_id", "weighted_skin_condition_label"], rows)
    var byCase: [String: [String: String]] = [:]
    for row in labels { byCase[row["case_id"] ?? ""] = row }
    let names = Self.names(pack).merging(map) { _, given in given }
    var (pictures, unmapped, unlabelled) = ([Picture](), [String: Int](), 0)
    for row in cases {
      guard let name = row["case_id"], let label = byCase[name] else { continue }
      let weights = try Self.weights(of: name, label)
      guard !weights.isEmpty else {
        unlabelled += 1
        continue
      }
      let (shown, others) = Self.sorted(weights, by: names)
      for other in others { unmapped[other, default: 0] += 1 }
      pictures += Self.pictures(of: name, row, root, labels: shown, strata: Self.strata(row, label))
    }
    self.pictures = pictures
    self.unmapped = unmapped
    self.unlabelled = unlabelled
  }

  /// What the dermatologists of a case said.
  private static func weights(of name: String, _ label: [String: String]) throws(TuningError) -> [String: Double] {
    guard let weights = weights(label["weighted_skin_condition_label"] ?? "") else {
      throw .table(
        file: "scin_labels.csv",
        problem: "case \(name): weighted_skin_condition_label must read {'Name': 0.5, …}, with weights of 0 to 1")
    }
    return weights
  }

  /// The conditions that labels mean, and the labels that mean none.
  private static func sorted(
    _ weights: [String: Double], by names: [String: ConditionIdentifier]
  ) -> (shown: [ConditionIdentifier: Double], others: [String]) {
    var (shown, others) = ([ConditionIdentifier: Double](), [String]())
    for (label, weight) in weights {
      if let condition = names[label] ?? names[label.lowercased()] {
        shown[condition] = min(1, (shown[condition] ?? 0) + weight)
      } else {
        others.append(label)
      }
    }
    return (shown, others)
  }

  /// A case has up to three.
  private static func pictures(
    of name: String, _ row: [String: String], _ root: URL, labels: [ConditionIdentifier: Double], strata: [String: String]
  ) -> [Picture] {
    (1...3).compactMap { place in
      guard let path = row["image_\(place)_path"], !path.isEmpty else { return nil }
      return Picture(file: file(path, root), name: path, caseName: name, labels: labels, strata: strata)
    }
  }

  /// The tables say `dataset/images/ID.png`, whatever the folder is called that they were put into. Nothing above it is looked at.
  private static func file(_ path: String, _ root: URL) -> URL {
    root.appending(path: "images").appending(path: path.split(separator: "/").last.map(String.init) ?? path)
  }

  private static func names(_ pack: Pack) -> [String: ConditionIdentifier] {
    var names: [String: ConditionIdentifier] = [:]
    for condition in pack.conditions {
      names[condition.id.text] = condition.id
      names[condition.id.text.split(separator: "-").joined(separator: " ")] = condition.id
      names[condition.name.lowercased()] = condition.id
    }
    for (label, text) in Self.synonyms {
      if let condition = pack.conditions.first(where: { $0.id.text == text }) { names[label] = condition.id }
    }
    return names
  }

  /// Fitzpatrick's type as the user said it, and as the first dermatologist who gave one did.
  private static func strata(_ row: [String: String], _ label: [String: String]) -> [String: String] {
    func stated(_ text: String?) -> String? { text.flatMap { $0.isEmpty || $0 == "NONE_SELECTED" ? nil : $0 } }
    let seen = (1...3).lazy.compactMap { stated(label["dermatologist_fitzpatrick_skin_type_label_\($0)"]) }.first
    return [
      "fitzpatrick_self": stated(row["fitzpatrick_skin_type"]) ?? "not stated", "fitzpatrick_dermatologist": seen ?? "not stated",
    ]
  }

  private static func table(
    _ root: URL, _ name: String, needs: [String], _ rows: (String) -> [[String]]
  ) throws(TuningError) -> [[String: String]] {
    let file = root.appending(path: name)
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw .table(file: name, problem: "cannot be read as UTF-8 text; a SCIN download has it beside images/")
    }
    let found = rows(text)
    guard let header = found.first else { throw .table(file: name, problem: "is empty") }
    for column in needs where !header.contains(column) {
      throw .table(file: name, problem: "has no column '\(column)'; it has \(header.prefix(8).joined(separator: ", "))…")
    }
    return found.dropFirst().filter { $0.count == header.count }.map {
      Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first })
    }
  }

  /// Reads `{'Eczema': 0.69, "Hand's rash": 0.31}`; `nil` for what is none, an empty map for an empty text.
  static func weights(_ text: String) -> [String: Double]? {
    var rest = Substring(text).drop { $0 == " " }
    if rest.isEmpty || rest == "{}" || rest == "nan" { return [:] }
    guard rest.first == "{" else { return nil }
    rest = rest.dropFirst()
    var found: [String: Double] = [:]
    while true {
      rest = rest.drop { $0 == " " || $0 == "," }
      guard let quote = rest.first else { return nil }
      if quote == "}" { return found }
      guard quote == "'" || quote == "\"" else { return nil }
      rest = rest.dropFirst()
      var name = ""
      while let next = rest.first, next != quote {
        rest = rest.dropFirst()
        if next == "\\", let escaped = rest.first {
          name.append(escaped)
          rest = rest.dropFirst()
        } else {
          name.append(next)
        }
      }
      rest = rest.dropFirst().drop { $0 == " " }
      guard rest.first == ":" else { return nil }
      rest = rest.dropFirst()
      let number = rest.prefix { $0 != "," && $0 != "}" }
      guard let weight = Double(number.filter { $0 != " " }), (0...1.0001).contains(weight) else { return nil }
      found[name, default: 0] += weight
      rest = rest.dropFirst(number.count)
    }
  }
}
