import Detection
import Foundation
import Testing
import Vocabulary

/// Every pack that the project ships.
@Suite("Packs of the project", .enabled(if: !SharedData.packFiles.isEmpty, "the checkout has no Packs")) struct ProjectPackTests {
  @Test(arguments: SharedData.packFiles) func `can be read and has no error`(file: String) throws {
    let findings = try PackLint.check(file: file)
    #expect(findings.filter { $0.severity == .error }.isEmpty, "\(findings)")
    let pack = try PackReader.read(file: file)
    #expect(file.hasSuffix("/\(pack.id).yaml") && !pack.conditions.isEmpty)
  }

  @Test
  func `the dermatology pack has the first system's 37 conditions and what clinicians add, each with look-alikes and evidence`()
    throws
  {
    let file = try #require(SharedData.packFiles.first { $0.hasSuffix("/dermatology.yaml") })
    let pack = try PackReader.read(file: file)
    #expect(pack.conditions.count >= 50)
    for condition in pack.conditions {
      #expect(!condition.lookAlikes.isEmpty && condition.threshold != nil && condition.evidence != nil, "\(condition.id)")
      #expect(condition.terms.count >= 3, "\(condition.id)")
    }
    let alerting = pack.conditions.filter { $0.threshold?.enabled == true }.map(\.id.text)
    #expect(
      Set(alerting) == [
        "melanoma", "squamous-cell-carcinoma", "basal-cell-carcinoma", "actinic-keratosis", "seborrheic-keratosis",
      ], "only what was measured alerts")
    #expect(pack.conditions.filter { $0.evidence?.hasPrefix("unproven") == true }.allSatisfy { $0.threshold?.enabled == false })
  }
}
