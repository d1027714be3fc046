import Cryptography
import Foundation
import Testing
import Vocabulary

@testable import Encoding

@Suite struct QuantisationTests {
  @Test func `int8 rows are within half a step of the numbers`() throws {
    let values: [Float] = [0.5, -1, 0.25, 0.0039, 0, 0, 0, 0, 3, -3, 1.5, 2.9]
    let rows = try #require(QuantisedRows(values, columns: 4))
    #expect(rows.scales == [1 / 127, 0, 3 / 127])
    #expect(rows.bytes.prefix(4).map { Int8(bitPattern: $0) } == [64, -127, 32, 0])
    for place in values.indices {
      let scale = rows.scales[place / 4]
      #expect(abs(Float(Int8(bitPattern: rows.bytes[place])) * scale - values[place]) <= scale / 2 * 1.0001)
    }
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity]) func `what is not finite has no int8`(value: Float) {
    #expect(QuantisedRows([1, 2, value, 4], columns: 2) == nil)
  }

  private static func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "int8-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private static func graph(_ folder: URL, directory: URL = SigLIP.directory("even")) throws -> SigLIPVisionGraph {
    try SigLIPDirectory(directory).visionGraph(.int8, caches: folder, FileHashes(folder: folder))
  }

  private static func file(_ folder: URL) throws -> URL {
    let files = try FileManager.default.contentsOfDirectory(at: folder.appending(path: "int8"), includingPropertiesForKeys: nil)
    #expect(files.count == 1, "one file and no draft: \(files.map(\.lastPathComponent))")
    return try #require(files.first)
  }

  @Test func `rows are made once and read afterwards`() throws {
    try Self.withFolder { folder in
      let made = try Self.graph(folder)
      let url = try Self.file(folder)
      let facts = try FileManager.default.attributesOfItem(atPath: url.path)
      let again = try Self.graph(folder)
      let later = try FileManager.default.attributesOfItem(atPath: try Self.file(folder).path)
      #expect(facts[.systemFileNumber] as? Int == later[.systemFileNumber] as? Int)
      #expect(made.quantised?.layout.byteCount == again.quantised?.layout.byteCount)
    }
  }

  @Test(arguments: [0, 10, 70, 5000, -1]) func `a changed byte anywhere is noticed and the file made anew`(place: Int) throws {
    try Self.withFolder { folder in
      _ = try Self.graph(folder)
      let url = try Self.file(folder)
      let whole = try Data(contentsOf: url)
      var damaged = whole
      damaged[place < 0 ? whole.count + place : place] ^= 0x10
      try damaged.write(to: url)
      _ = try Self.graph(folder)
      #expect(try Data(contentsOf: Self.file(folder)) == whole)
    }
  }

  @Test func `a file that was cut short is made anew`() throws {
    try Self.withFolder { folder in
      _ = try Self.graph(folder)
      let url = try Self.file(folder)
      let whole = try Data(contentsOf: url)
      try whole.dropLast(100).write(to: url)
      _ = try Self.graph(folder)
      #expect(try Data(contentsOf: Self.file(folder)) == whole)
    }
  }

  @Test func `other weights have other rows`() throws {
    try Self.withFolder { folder in
      _ = try Self.graph(folder)
      let twin = try Twin(of: SigLIP.directory("even"))
      defer { twin.remove() }
      try twin.transpose("vision_model.encoder.layers.1.self_attn.v_proj.weight", side: 32)
      _ = try Self.graph(folder, directory: twin.directory)
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "int8").path)
      #expect(files.count == 2)
    }
  }
}
