import Detection
import Foundation
import Testing
import Vocabulary

/// Every pack that the project ships.
@Suite("Packs of the project", .enabled(if: !SharedData.packFiles.isEmpty)) struct ProjectPackTests {
  @Test(arguments: SharedData.packFiles) func `can be read and has no error`(file: String) throws {
    let findings = try PackLint.check(file: file)
    #expect(findings.filter { $0.severity == .error }.isEmpty, "\(findings)")
    let pack = try PackReader.read(file: file)
    #expect(file.hasSuffix("/\(pack.id).yaml") && !pack.conditions.isEmpty)
  }
}
