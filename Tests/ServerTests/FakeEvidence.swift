import Vocabulary

@testable import Server

/// One report that can be read, and one picture.
struct FakeEvidence: EvidenceBackend {
  static let hash = String(repeating: "ab", count: 32)

  func record() async -> EvidenceRecord {
    EvidenceRecord(
      model: "fake 1", encoder: Fingerprint("f00d"), pack: "Dermatology 1", card: nil,
      reports: [.init(name: "report.json", state: .read, content: .object(["n": .integer(3)]))], picturesLicence: nil)
  }

  func picture(_ hash: String) async -> [UInt8]? { hash == Self.hash ? [0xFF, 0xD8, 0xFF, 0xE0] : nil }
}
