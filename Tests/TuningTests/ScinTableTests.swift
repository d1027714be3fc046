import Detection
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Tuning

/// Made-up cases in the public layout of SCIN's tables.
@Suite struct ScinTableTests {
  private static let pack: Pack = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Packs/dermatology.yaml")
    guard let bytes = try? Data(contentsOf: file), let pack = try? PackReader.parse([UInt8](bytes), name: "dermatology.yaml")
    else { preconditionFailure("the pack that ships cannot be read") }
    return pack
  }()
  private static func condition(_ text: String) -> ConditionIdentifier { ConditionIdentifier(text)! }

  private static func rows(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init) }
  }

  private static func table(cases: String, labels: String, in folder: TemporaryFolder, below: String = "") throws -> ScinTable {
    let root = folder.path + below
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    try cases.write(toFile: root + "/scin_cases.csv", atomically: true, encoding: .utf8)
    try labels.write(toFile: root + "/scin_labels.csv", atomically: true, encoding: .utf8)
    return try ScinTable(
      folder: URL(filePath: folder.path), pack: pack, map: ["Stasis Dermatitis": condition("cellulitis")], rows: rows)
  }

  private static let cases = """
    case_id|source|release|year|age_group|fitzpatrick_skin_type|image_1_path|image_2_path|image_3_path|image_1_shot_type
    -11|SCIN|1.0.0|2023|AGE_30_TO_39|FST3|dataset/images/-7.png|dataset/images/8.png||CLOSE_UP
    12|SCIN|1.0.0|2023|AGE_18_TO_29|NONE_SELECTED|dataset/images/9.png||dataset/images/10.png|AT_DISTANCE
    13|SCIN|1.0.0|2023|AGE_18_TO_29||dataset/images/11.png|||CLOSE_UP
    """
  private static let labels = """
    case_id|dermatologist_skin_condition_on_label_name|weighted_skin_condition_label|dermatologist_fitzpatrick_skin_type_label_1|dermatologist_fitzpatrick_skin_type_label_2
    -11|['Eczema', 'Psoriasis']|{'Eczema': 0.69, 'Psoriasis': 0.2, "Hand's rash": 0.11}||FST4
    12|['Stasis Dermatitis']|{'Allergic Contact Dermatitis': 0.4, 'Irritant Contact Dermatitis': 0.35, 'Stasis Dermatitis': 0.25}|FST6|
    13||{}||
    """

  @Test(arguments: ["", "/dataset"])
  func `weighted labels, several pictures a case, and both skin types are read`(below: String) throws {
    let folder = try TemporaryFolder()
    let table = try Self.table(cases: Self.cases, labels: Self.labels, in: folder, below: below)
    #expect(
      table.pictures.map(\.name) == [
        "dataset/images/-7.png", "dataset/images/8.png", "dataset/images/9.png", "dataset/images/10.png",
      ])
    #expect(table.pictures.map(\.caseName) == ["-11", "-11", "12", "12"] && table.unlabelled == 1)
    #expect(table.pictures[0].labels == [Self.condition("atopic-dermatitis"): 0.69, Self.condition("psoriasis"): 0.2])
    #expect(abs(try #require(table.pictures[2].labels[Self.condition("contact-dermatitis")]) - 0.75) < 1e-12)
    #expect(table.pictures[2].labels[Self.condition("cellulitis")] == 0.25)
    #expect(table.pictures[0].strata == ["fitzpatrick_self": "FST3", "fitzpatrick_dermatologist": "FST4"])
    #expect(table.pictures[2].strata == ["fitzpatrick_self": "not stated", "fitzpatrick_dermatologist": "FST6"])
    #expect(table.unmapped == ["Hand's rash": 1])
    #expect(table.pictures[0].file.path == folder.path + below + "/images/-7.png")
  }

  @Test func `a table without its column, and a label that is none, are named`() throws {
    let folder = try TemporaryFolder()
    #expect {
      _ = try Self.table(cases: Self.cases, labels: "case_id|other\n-11|x", in: folder)
    } throws: { "\($0)".contains("scin_labels.csv: has no column 'weighted_skin_condition_label'") }
    #expect {
      _ = try Self.table(cases: Self.cases, labels: Self.labels.replacing("0.69", with: "much"), in: folder)
    } throws: { "\($0)".contains("case -11") }
    #expect(throws: TuningError.self) {
      try ScinTable(folder: URL(filePath: folder.path + "/nowhere"), pack: Self.pack, map: [:], rows: Self.rows)
    }
  }

  @Test func `every name that stands for a condition means one of the pack`() {
    let known = Set(Self.pack.conditions.map(\.id.text))
    for (label, condition) in ScinTable.synonyms { #expect(known.contains(condition), "\(label) means \(condition)") }
  }
}
