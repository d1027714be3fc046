import Foundation
import Testing
import Vocabulary

@testable import Encoding

@Suite struct FlatIndexes {
  /// An index as FAISS writes it, and ways to damage it.
  struct Written {
    var mark = Array("IxFI".utf8)
    var dimension: UInt64 = 4
    var count: UInt64 = 2
    var metric: UInt64 = 0
    var floats: UInt64 = 8
    var rows: [Float] = [1, 0, 0, 0, 0, 0.6, 0.8, 0]

    var bytes: [UInt8] {
      func number(_ value: UInt64, _ byteCount: Int) -> [UInt8] {
        (0..<byteCount).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
      }
      return mark + number(dimension, 4) + number(count, 8) + number(1 << 20, 8) + number(1 << 20, 8) + [1] + number(metric, 4)
        + number(floats, 8) + rows.flatMap { number(UInt64($0.bitPattern), 4) }
    }
  }

  static func read(_ bytes: [UInt8], labels: [UInt8] = Array("one\ntwo – and more\n".utf8)) throws -> FlatIndexFile {
    let folder = try Catalogue.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let (index, names) = (folder.appending(path: "derma.index"), folder.appending(path: "labels.txt"))
    try Data(bytes).write(to: index)
    try Data(labels).write(to: names)
    return try FlatIndexFile(index: index, labels: names)
  }

  @Test func `an index of inner products is read whole`() throws {
    let file = try Self.read(Written().bytes)
    #expect(file.labels == ["one", "two – and more"])
    #expect(file.vectors == [[1, 0, 0, 0], [0, 0.6, 0.8, 0]])
    #expect(file.dimension == 4)
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    let field: String
    let bytes: [UInt8]
    var testDescription: String { field }

    init(_ field: String, _ change: (inout Written) -> Void) {
      var written = Written()
      change(&written)
      (self.field, bytes) = (field, written.bytes)
    }

    init(_ field: String, bytes: [UInt8]) { (self.field, self.bytes) = (field, bytes) }
  }

  static let damages: [Damage] = [
    Damage("kind") { $0.mark = Array("IxF2".utf8) }, Damage("kind") { $0.mark = Array("IwFl".utf8) },
    Damage("kind") { $0.mark = [0xFF, 0, 0x80, 7] }, Damage("dimension") { $0.dimension = 0 },
    Damage("dimension") { $0.dimension = 0xFFFF_FFFF }, Damage("count") { $0.count = 0 }, Damage("count") { $0.count = 1 << 63 },
    Damage("count") { $0.count = .max }, Damage("metric") { $0.metric = 1 }, Damage("floats") { $0.floats = 9 },
    Damage("floats") { $0.count = 3 }, Damage("bytes") { $0.rows.removeLast() }, Damage("bytes") { $0.rows.append(0) },
    Damage("length of vector 2") { $0.rows[5] = .nan }, Damage("length of vector 2") { $0.rows[5] = .infinity },
    Damage("length of vector 1") { $0.rows[0] = 2 }, Damage("length of vector 1") { $0.rows[0] = 0 },
    Damage("bytes", bytes: Array(Written().bytes.prefix(44))), Damage("bytes", bytes: Array("IxFI".utf8)),
  ]

  @Test(arguments: damages)
  func `a damaged or hostile index is refused by the field`(_ damage: Damage) {
    let error = #expect(throws: EncodingError.self) { try Self.read(damage.bytes) }
    guard case .configuration("derma.index", damage.field, _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: [
    ("one\n", "lines"), ("one\ntwo\nthree\n", "lines"), ("one\n\n", "line 2"), ("one\none\n", "line 2"),
    ("one\n\(String(repeating: "x", count: 2000))\n", "line 2"),
  ])
  func `labels that do not fit the vectors are refused`(labels: String, field: String) {
    let error = #expect(throws: EncodingError.self) { try Self.read(Written().bytes, labels: Array(labels.utf8)) }
    guard case .configuration("labels.txt", field, _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `labels in another encoding are refused`() {
    #expect(throws: EncodingError.self) { try Self.read(Written().bytes, labels: [0xFF, 0xFE, 0x41, 0, 0x0A, 0x42]) }
  }

  @Test func `2,000 mutated indexes are read or refused`() throws {
    var random = SplitMix64(seed: 7)
    let folder = try Catalogue.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let (index, names) = (folder.appending(path: "derma.index"), folder.appending(path: "labels.txt"))
    try Data("one\ntwo\n".utf8).write(to: names)
    for _ in 0..<2_000 {
      var bytes = Written().bytes
      for _ in 0...Int(random.next() % 3) {
        bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      if random.next() % 4 == 0 { bytes.removeLast(Int(random.next() % UInt64(bytes.count))) }
      try Data(bytes).write(to: index)
      if let file = try? FlatIndexFile(index: index, labels: names) {
        #expect(file.vectors.allSatisfy { $0.count == file.dimension && abs(Parity.length($0) - 1) < 2e-3 })
      }
    }
  }

  @Test(.enabled(if: Places.hasOutputs, "needs ../shared: MedSigLIP's real outputs"))
  func `the first system's index imports unchanged`() throws {
    let folder = Places.medSigLIPOutputs.appending(path: "mediaskinoscope")
    let file = try FlatIndexFile(index: folder.appending(path: "derma.index"), labels: folder.appending(path: "derma_labels.txt"))
    #expect(file.labels.count == 40 && file.dimension == 1152)
    #expect(file.labels[8] == "Dermatitis – Eczema" && file.labels.last == "UNKNOWN IMAGE")
    let array = try NumericArrayFile(contentsOf: folder.appending(path: "derma_text_embeddings.npy"))
    #expect(file.vectors == array.rows)
  }
}
