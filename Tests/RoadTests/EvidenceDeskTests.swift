import Configuration
import Cryptography
import Foundation
import Server
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

@Suite struct `Reports beside the weights` {
  private let folder: TemporaryFolder
  private let encoder = EncoderDescription(
    model: "m 1", fingerprint: Fingerprint("abc"), precision: "f32", preprocessing: "p", dimension: 2, logitScale: 1,
    domainThreshold: nil)

  init() throws { folder = try TemporaryFolder() }

  private func desk(pictures: EvidencePictures? = nil) -> EvidenceDesk {
    EvidenceDesk(folder: URL(fileURLWithPath: folder.path), encoder: encoder, pack: "P 1", pictures: pictures)
  }

  private func write(_ text: String, _ name: String = "report.json") throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file(name)))
  }

  @Test func `are read, missing, damaged, or of another encoder, and each is said`() async throws {
    #expect(await desk().record().reports.map(\.state) == [.absent, .absent, .absent])
    #expect(await desk().record().reports[2].detail?.contains("make evidence") == true)
    try write("{\"n\": 3}")
    try write("{\"n\": 3", "evaluation.json")
    #expect(await desk().record().reports.map(\.state) == [.read, .damaged, .absent])
    try write("{\"n\": 3, \"encoder\": \"abc\"}", "evaluation.json")
    #expect(await desk().record().reports.map(\.state) == [.read, .read, .absent])
    try write("{\"n\": 3, \"encoder\": \"other\"}", "evaluation.json")
    let stale = await desk().record().reports[1]
    #expect(stale.state == .stale && stale.content == nil && stale.detail?.contains("another encoder") == true)
    try write("[1]")
    #expect(await desk().record().reports[0].state == .damaged)
  }

  @Test func `bring a card, or none`() async throws {
    #expect(await desk().record().card == nil)
    try write("# Card", "CARD.md")
    #expect(await desk().record().card == "# Card")
  }

  @Test func `show only pictures that they name, whole, and from the folder that is allowed`() async throws {
    let bytes: [UInt8] = [0xFF, 0xD8, 0xFF, 1, 2, 3]
    let hash = SHA256.digest(of: bytes).hexadecimal
    try FileManager.default.createDirectory(atPath: folder.file("pictures"), withIntermediateDirectories: true)
    for name in ["pictures/a.jpg", "outside.jpg"] { try Data(bytes).write(to: URL(fileURLWithPath: folder.file(name))) }
    let allowed = EvidencePictures(EvidenceSetting(pictures: folder.file("pictures"), licence: "CC0"))
    func names(_ file: String) throws { try write("{\"failures\": [{\"file\": \"\(file)\", \"picture\": \"\(hash)\"}]}") }
    try names("a.jpg")
    #expect(await desk(pictures: allowed).picture(hash) == bytes)
    #expect(await desk().picture(hash) == nil)
    #expect(await desk(pictures: allowed).picture(String(repeating: "0", count: 64)) == nil)
    try names("../outside.jpg")
    #expect(await desk(pictures: allowed).picture(hash) == nil)
    try names("a.jpg")
    try Data(bytes + [4]).write(to: URL(fileURLWithPath: folder.file("pictures/a.jpg")))
    #expect(await desk(pictures: allowed).picture(hash) == nil)
  }
}
