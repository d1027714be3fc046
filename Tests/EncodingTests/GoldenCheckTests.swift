import Foundation
import Testing
import Vocabulary

@testable import Encoding

/// Directories made to break in one way each: `doctor --golden` must name that way.
@Suite struct GoldenChecks {
  static let texts = [
    "Melanoma, dermoscopy image!", "Normal SKIN of the elbow", "a photo of psoriasis vulgaris", "UNKNOWN IMAGE",
  ]
  static let picture = Drawing.rgb(width: 50, height: 34)

  /// What a sound directory gives, as somebody else would have stored it.
  static func golden(of name: String, withPicture: Bool = true) async throws -> GoldenFolder {
    let folder = try Catalogue.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let directory = SigLIP.directory(name)
    let vectors = try await SigLIPTextEncoder(directory: directory).encode(texts)
    let inner = folder.appending(path: "mediaskinoscope")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    var index = FlatIndexes.Written()
    (index.dimension, index.count) = (UInt64(vectors[0].count), UInt64(vectors.count))
    (index.floats, index.rows) = (UInt64(vectors.count * vectors[0].count), vectors.flatMap(\.self))
    try Data(index.bytes).write(to: inner.appending(path: "derma.index"))
    try Data(texts.joined(separator: "\n").utf8).write(to: inner.appending(path: "derma_labels.txt"))
    if withPicture {
      let encoder = try SigLIPEncoder(directory: directory, preprocessing: .processor)
      let view = View(frame: try Drawing.frame(picture), regions: [])
      try write(try await encoder.encode(view, deadline: Drawing.far)[0].vector, to: folder.appending(path: "aegis-sphere"))
    }
    return try GoldenFolder(folder)
  }

  /// The table and the array, one row.
  private static func write(_ vector: [Float], to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let table = "row,file,what,included\n0,drawn.jpg,\"a drawing, of sorts\",yes\n"
    try Data(table.utf8).write(to: folder.appending(path: "pictures.csv"))
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, \(vector.count)), }\n"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
    for value in vector {
      for shift in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt32(shift)))) }
    }
    try Data(bytes).write(to: folder.appending(path: "case_embeddings.npy"))
  }

  static func report(
    _ directory: URL, _ golden: GoldenFolder, withPicture: Bool = true
  ) async throws -> GoldenReport {
    try await GoldenCheck(directory: directory, golden: golden, picture: withPicture ? picture : nil).run()
  }

  @Test(arguments: ["fourteen", "second"])
  func `a sound directory agrees`(name: String) async throws {
    let report = try await Self.report(SigLIP.directory(name), try await Self.golden(of: name))
    #expect(report.agrees && report.cause == nil)
    #expect(report.lowestTextCosine.map { $0 > 0.99999 } == true && report.pictureCosine.map { $0 > 0.99999 } == true)
  }

  @Test(arguments: ["fourteen", "second"])
  func `letters left in their case are named as the tokenizer`(name: String) async throws {
    let golden = try await Self.golden(of: name)
    let twin = try Twin(of: SigLIP.directory(name))
    defer { twin.remove() }
    try twin.merge(["do_lower_case": false], into: "tokenizer_config.json")
    let report = try await Self.report(twin.directory, golden)
    #expect(report.cause == .tokenizer && report.explanation.contains("do_lower_case"), "\(report)")
    #expect(report.lowestTextCosine.map { $0 < GoldenReport.agreement } == true)
  }

  @Test func `another padding is named as padding`() async throws {
    let golden = try await Self.golden(of: "second")
    let twin = try Twin(of: SigLIP.directory("second"))
    defer { twin.remove() }
    try twin.merge(["pad_token": "<eos>"], into: "tokenizer_config.json")
    let report = try await Self.report(twin.directory, golden)
    #expect(report.cause == .padding && report.explanation.contains("id 0"), "\(report)")
  }

  @Test func `another vocabulary is named as the tokenizer, because the picture agrees`() async throws {
    let golden = try await Self.golden(of: "second")
    let twin = try Twin(of: SigLIP.directory("second"))
    defer { twin.remove() }
    // Two letters that most texts have change places.
    let url = twin.directory.appending(path: "tokenizer.json")
    let text = try String(contentsOf: url, encoding: .utf8)
    let swapped = text.replacing("\"a\":", with: "\"ZZZZ\":").replacing("\"o\":", with: "\"a\":").replacing(
      "\"ZZZZ\":", with: "\"o\":")
    #expect(swapped != text)
    try Data(swapped.utf8).write(to: url)
    let report = try await Self.report(twin.directory, golden)
    #expect(report.cause == .tokenizer && report.explanation.contains("belongs to another model"), "\(report)")
  }

  @Test func `another filter and mean are named as preprocessing`() async throws {
    let golden = try await Self.golden(of: "fourteen")
    let twin = try Twin(of: SigLIP.directory("fourteen"))
    defer { twin.remove() }
    try twin.merge(["image_mean": [0.2, 0.3, 0.9], "resample": 3], into: "preprocessor_config.json")
    let report = try await Self.report(twin.directory, golden)
    #expect(report.cause == .preprocessing && report.explanation.contains("bilinear"), "\(report)")
    #expect(report.lowestTextCosine.map { $0 > 0.99999 } == true)
  }

  @Test(arguments: [true, false])
  func `other weights of the same width are named as another checkpoint`(withPicture: Bool) async throws {
    let golden = try await Self.golden(of: "even", withPicture: withPicture)
    let twin = try Twin(of: SigLIP.directory("even"))
    defer { twin.remove() }
    for tower in ["text", "vision"] {
      for layer in 0..<2 {
        try twin.transpose("\(tower)_model.encoder.layers.\(layer).self_attn.v_proj.weight", side: 32)
        try twin.transpose("\(tower)_model.encoder.layers.\(layer).self_attn.out_proj.weight", side: 32)
      }
    }
    let report = try await Self.report(twin.directory, golden, withPicture: withPicture)
    #expect(report.cause == .otherCheckpoint, "\(report)")
  }

  @Test func `another width is said before anything is embedded`() async throws {
    let report = try await Self.report(SigLIP.directory("half"), try await Self.golden(of: "even"))
    #expect(report.cause == .otherWidth && report.lowestTextCosine == nil)
    #expect(report.explanation.contains("16") && report.explanation.contains("32"))
  }

  @Test(.enabled(if: Places.hasOutputs, "needs ../shared: MedSigLIP's real outputs"))
  func `the real goldens have 40 texts and one picture whose bytes are there`() throws {
    let golden = try GoldenFolder(Places.medSigLIPOutputs)
    #expect(golden.texts.count == 40 && golden.dimension == 1152)
    let picture = try #require(golden.picture)
    #expect(picture.file.lastPathComponent == "case_4_path.jpg" && picture.vector.count == 1152)
    #expect(FileManager.default.fileExists(atPath: picture.file.path))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: Places.medSigLIP.path), "needs ../shared: MedSigLIP's tokenizer"))
  func `MedSigLIP's tokenizer is known by its ids, another is not`() throws {
    let own = try SigLIPTokenizer(directory: Places.medSigLIP, length: 64, vocabularyCount: 32000)
    let other = try SigLIPTokenizer(directory: SigLIP.directory("even"), length: 64, vocabularyCount: 32000)
    #expect(MedSigLIPFacts.agree(own) && !MedSigLIPFacts.agree(other))
  }
}
