import Foundation
import Testing
import Vocabulary

@testable import Encoding

@Suite struct SkinLite {
  static let directory = Places.root.appending(path: "Models/skinlite")

  static func encoder() throws -> SkinLiteEncoder {
    try SkinLiteEncoder(directory: directory, text: Fingerprint("text"))
  }

  @Test func `a view gives the whole frame first and then its best crop`() async throws {
    let encoder = try Self.encoder()
    let view = View(
      frame: try Drawing.frame(Drawing.rgb(width: 320, height: 240)),
      regions: [
        Region(x: 0.5, y: 0.25, width: 0.25, height: 0.25, weight: 0.7), Region(x: 0, y: 0, width: 0.1, height: 0.1, weight: 0.1),
      ])
    let embeddings = try await encoder.encode(view, deadline: Drawing.far)
    #expect(embeddings.count == 2)
    #expect(embeddings[0].region == .whole)
    #expect(embeddings[1].region == Region(x: 0.5, y: 0.20833333333333334, width: 0.25, height: 0.3333333333333333, weight: 0.7))
    for embedding in embeddings {
      #expect(embedding.vector.count == encoder.description.dimension)
      #expect(abs(Parity.length(embedding.vector) - 1) < 1e-5)
      #expect(embedding.domainLogit != nil)
      #expect(embedding.patches?.region == embedding.region)
    }
  }

  @Test func `the whole frame has the same vector alone and beside a crop`() async throws {
    let encoder = try Self.encoder()
    let frame = try Drawing.frame(Drawing.rgb(width: 320, height: 240))
    let alone = try await encoder.encode(View(frame: frame, regions: []), deadline: Drawing.far)
    let both = try await encoder.encode(View(frame: frame, regions: [.whole]), deadline: Drawing.far)
    #expect(alone.count == 1)
    Parity.expect(both[0].vector, equals: alone[0].vector, within: 1e-4)
  }

  @Test func `a crop has the vector of the picture that it cuts out`() async throws {
    let encoder = try Self.encoder()
    // Twice the input's side and cut at whole pixels: no neighbour outside of the crop is in reach of its edge by more than one.
    let picture = Drawing.rgb(width: 448, height: 224)
    let view = View(frame: try Drawing.frame(picture), regions: [Region(x: 0, y: 0, width: 0.5, height: 1, weight: 1)])
    let crop = try await encoder.encode(view, deadline: Drawing.far)[1]
    var bytes: [UInt8] = []
    for y in 0..<224 { bytes += picture.bytes[(y * 448 * 3)..<(y * 448 * 3 + 224 * 3)] }
    let cut = PixelBuffer(width: 224, height: 224, format: .rgb, bytes: bytes)
    let alone = try await encoder.encode(View(frame: try Drawing.frame(cut), regions: []), deadline: Drawing.far)[0]
    Parity.expect(crop.vector, equals: alone.vector, within: 1e-4)
  }

  // Brought to one length each, smooth skin far from a spot pointed as firmly as the spot: the map's highest place lay beside it.
  @Test func `the places of the map make the embedding by their mean, each with its own weight`() async throws {
    let encoder = try Self.encoder()
    let view = View(frame: try Drawing.frame(Drawing.rgb(width: 320, height: 240)), regions: [.whole])
    for embedding in try await encoder.encode(view, deadline: Drawing.far) {
      let grid = try #require(embedding.patches)
      let places = grid.columns * grid.rows
      let mean = (0..<grid.dimension).map { column in
        (0..<places).reduce(Float(0)) { $0 + grid.values[$1 * grid.dimension + column] } / Float(places)
      }
      Parity.expect(mean, equals: embedding.vector, within: 1e-4)
    }
  }

  @Test func `a passed deadline leaves the crop out, never the frame`() async throws {
    let encoder = try Self.encoder()
    let view = View(frame: try Drawing.frame(Drawing.rgb(width: 64, height: 64)), regions: [.whole])
    let past = SystemTime().now().advanced(by: .seconds(-1))
    #expect(try await encoder.encode(view, deadline: past).count == 1)
  }

  @Test func `another precision is another fingerprint, with vectors that are nearly the same`() async throws {
    let (exact, quick) = (
      try Self.encoder(), try SkinLiteEncoder(directory: Self.directory, text: Fingerprint("text"), precision: .bf16)
    )
    #expect(exact.description.precision == "f32" && quick.description.precision == "bf16")
    #expect(exact.description.fingerprint != quick.description.fingerprint)
    #expect(exact.description.weights == quick.description.weights)
    let view = View(frame: try Drawing.frame(Drawing.rgb(width: 320, height: 240)), regions: [.whole])
    let vectors = (try await exact.encode(view, deadline: Drawing.far), try await quick.encode(view, deadline: Drawing.far))
    for (one, other) in zip(vectors.0, vectors.1) { #expect(Parity.cosine(one.vector, other.vector) > 0.998) }
  }

  @Test func `the first convolutions of both towers are marked, and nothing but layers that compute`() {
    let layer = { (id: Int, kind: String) in
      "<layer id=\"\(id)\" name=\"a type=b\" type=\"\(kind)\" version=\"opset1\"><data /></layer>"
    }
    var layers: [(kind: String, inputs: [Int])] = [("Parameter", []), ("Convert", [0]), ("Transpose", [1])]
    for _ in 0..<2 {
      var last = 2
      for _ in 0..<8 {
        layers.append(("Const", []))
        for kind in ["Convolution", "Add", "Clamp"] {
          layers.append((kind, kind == "Convolution" ? [last, layers.count - 1] : [last]))
          last = layers.count - 1
        }
      }
    }
    let edges = layers.enumerated().flatMap { id, one in
      one.inputs.map { "<edge from-layer=\"\($0)\" from-port=\"0\" to-layer=\"\(id)\" to-port=\"0\" />" }
    }
    let text =
      "<net><layers>" + layers.enumerated().map { layer($0, $1.kind) }.joined() + "</layers><edges>" + edges.joined()
      + "</edges></net>"
    let marked = SkinLiteGraph.marking(text)
    // The transposition, and in each tower six times a convolution with its addition and clamp.
    #expect(marked.components(separatedBy: "precise").count - 1 == 1 + 2 * SkinLiteGraph.exactConvolutions * 3)
    #expect(marked.replacing("<rt_info><attribute name=\"precise\" version=\"0\" /></rt_info>", with: "") == text)
    #expect(marked.hasPrefix("<net><layers>" + layer(0, "Parameter") + layer(1, "Convert")))
  }

  @Test func `the fastest precision is bf16 only where processor, calibration and device allow it`() {
    let able = Processor(flags: ["avx512_bf16"])
    let plain = Processor(flags: ["avx2"])
    #expect(able.fastest(of: [.f32, .bf16], on: .auto) == .bf16)
    #expect(able.fastest(of: [.f32, .bf16], on: .named("CPU")) == .bf16)
    #expect(able.fastest(of: [.f32, .bf16], on: .named("GPU")) == .f32)
    #expect(able.fastest(of: [.f32], on: .auto) == .f32)
    #expect(plain.fastest(of: [.f32, .bf16], on: .auto) == .f32)
  }

  @Test func `texts and pictures share a space`() async throws {
    let sentences = try SentenceEncoder(directory: Places.miniLM)
    let texts = try ProjectedTextEmbedder(directory: Self.directory, sentences: sentences)
    let vectors = try await texts.encode(["a photo of melanoma", "a photo of normal skin"])
    #expect(texts.dimension == (try Self.encoder()).description.dimension)
    for vector in vectors { #expect(abs(Parity.length(vector) - 1) < 1e-5) }
    #expect(Parity.cosine(vectors[0], vectors[1]) < 0.999)
  }

  @Test func `a file that is not the one the description names stops the start`() throws {
    let copy = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.copyItem(at: Self.directory, to: copy)
    defer { try? FileManager.default.removeItem(at: copy) }
    let weights = copy.appending(path: "image.bin")
    var bytes = try Data(contentsOf: weights)
    bytes[100] ^= 1
    try bytes.write(to: weights)
    let error = #expect(throws: EncodingError.self) { try SkinLiteEncoder(directory: copy, text: Fingerprint("text")) }
    guard case .configuration(_, "sha256.image.bin", _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  /// A copy of the shipped model whose description `change` has edited; the caller removes it.
  private static func copy(_ change: (inout [String: Any], inout [String: String]) -> Void) throws -> URL {
    let copy = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.copyItem(at: directory, to: copy)
    let file = copy.appending(path: SkinLiteDescription.fileName)
    var record = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    var hashes = try #require(record["sha256"] as? [String: String])
    change(&record, &hashes)
    record["sha256"] = hashes
    try JSONSerialization.data(withJSONObject: record).write(to: file)
    return copy
  }

  @Test func `a graph that its description does not name is a model of one tower`() async throws {
    let copy = try Self.copy { record, hashes in
      record["graphs"] = nil
      record["dimension"] = 256
      hashes["image.xml"] = hashes.removeValue(forKey: "image-1.xml")
      hashes["image-2.xml"] = nil
    }
    defer { try? FileManager.default.removeItem(at: copy) }
    try FileManager.default.moveItem(at: copy.appending(path: "image-1.xml"), to: copy.appending(path: "image.xml"))
    let view = View(frame: try Drawing.frame(Drawing.rgb(width: 320, height: 240)), regions: [])
    let one = try await SkinLiteEncoder(directory: copy, text: Fingerprint("text")).encode(view, deadline: Drawing.far)[0]
    let both = try await Self.encoder().encode(view, deadline: Drawing.far)[0]
    Parity.expect(one.vector, equals: both.vector.prefix(256).map { $0 * Float(2).squareRoot() }, within: 1e-5)
    #expect(one.domainLogit != both.domainLogit)
  }

  @Test func `a graph without a hash, or none at all, stops the start`() throws {
    for (graphs, field) in [(["image-1.xml", "image-3.xml"], "sha256"), ([], "graphs"), (["../image-1.xml"], "sha256")] {
      let copy = try Self.copy { record, _ in record["graphs"] = graphs }
      defer { try? FileManager.default.removeItem(at: copy) }
      let error = #expect(throws: EncodingError.self) { try SkinLiteEncoder(directory: copy, text: Fingerprint("text")) }
      guard case .configuration(SkinLiteDescription.fileName, field, _, _) = error else {
        Issue.record("\(graphs): \(String(describing: error))")
        continue
      }
    }
  }

  @Test func `towers that together are not as wide as promised stop the start`() throws {
    let copy = try Self.copy { record, _ in record["graphs"] = ["image-1.xml"] }
    defer { try? FileManager.default.removeItem(at: copy) }
    let error = #expect(throws: EncodingError.self) { try SkinLiteEncoder(directory: copy, text: Fingerprint("text")) }
    guard case .shape("patches", [1, 49, 512], [1, 49, 256]) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
