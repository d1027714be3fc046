import Foundation
import Testing
import Vocabulary

@testable import Encoding

@Suite struct SigLIP {
  struct Golden: Decodable {
    struct Picture: Decodable {
      let width: Int
      let height: Int
      let mode: String
      let patches: Data
      let vector: Data
      let map: Data
    }
    struct Text: Decodable {
      let text: String
      let ids: [Int64]
      let vector: Data
    }
    let scale: Float
    let bias: Float
    let pictures: [Picture]
    let texts: [Text]
  }

  static func directory(_ name: String) -> URL { Places.fixtures.appending(path: "siglip/\(name)") }

  static func golden(_ name: String) throws -> Golden { try Places.golden(Golden.self, "siglip/\(name)/golden.json") }

  @Test(arguments: ["even", "odd", "half"])
  func `the vision tower equals the reference in every element`(name: String) async throws {
    let encoder = try SigLIPEncoder(directory: Self.directory(name))
    for picture in try Self.golden(name).pictures {
      let (vector, map) = try await encoder.vectors(patches: picture.patches.floats)
      Parity.expect(vector, equals: picture.vector.floats, within: 1e-4)
      Parity.expect(map, equals: picture.map.floats, within: 1e-4)
      #expect(Parity.cosine(vector, picture.vector.floats) >= 0.999999)
    }
  }

  @Test(arguments: ["even", "odd", "half"])
  func `the text tower equals the reference in every element`(name: String) async throws {
    let golden = try Self.golden(name)
    let encoder = try SigLIPTextEncoder(directory: Self.directory(name))
    let vectors = try await encoder.encode(golden.texts.map(\.text))
    for (vector, text) in zip(vectors, golden.texts) {
      Parity.expect(vector, equals: text.vector.floats, within: 1e-4)
      #expect(Parity.cosine(vector, text.vector.floats) >= 0.999999)
      Parity.expect(try await encoder.vectors(ids: text.ids)[0], equals: text.vector.floats, within: 1e-4)
    }
  }

  @Test(arguments: ["even", "odd", "half"], [SigLIPPreprocessing.serving, .evaluation, .processor])
  func `every rule of preprocessing gives the reference's patches and vector`(name: String, mode: SigLIPPreprocessing)
    async throws
  {
    let encoder = try SigLIPEncoder(directory: Self.directory(name), preprocessing: mode)
    let files = try SigLIPDirectory(Self.directory(name))
    for golden in try Self.golden(name).pictures where golden.mode == mode.rawValue {
      let picture = Drawing.rgb(width: golden.width, height: golden.height)
      let patches = Self.patches(files, mode, picture)
      // One grey level, which rounding may go either way, in units of the normalised input.
      let step = 1.01 / (255 * (files.processor.deviation.min() ?? 1))
      Parity.expect(patches, equals: golden.patches.floats, within: mode == .processor ? step : 1e-4)
      let embedding = try await encoder.encode(View(frame: try Drawing.frame(picture), regions: []), deadline: Drawing.far)[0]
      Parity.expect(embedding.vector, equals: golden.vector.floats, within: mode == .processor ? 0.02 : 1e-4)
      #expect(embedding.isFullGrid && embedding.region == .whole)
    }
  }

  static func patches(_ files: SigLIPDirectory, _ mode: SigLIPPreprocessing, _ picture: PixelBuffer) -> [Float] {
    let configuration = files.configuration
    let writer = PatchWriter(
      mode: mode, processor: files.processor, imageSide: configuration.imageSide, patchSide: configuration.patchSide)
    var values = [Float](repeating: 0, count: configuration.gridSide * configuration.gridSide * configuration.patchValueCount)
    var span = values.mutableSpan
    writer.write(picture, into: &span)
    return values
  }

  @Test func `serving pads I420 with black as it does RGB`() throws {
    let files = try SigLIPDirectory(Self.directory("even"))
    let grey = Drawing.i420(width: 50, height: 34, y: 126, u: 128, v: 128, .bt601Limited)
    let rgb = PixelBuffer(width: 50, height: 34, format: .rgb, bytes: [UInt8](repeating: 128, count: 50 * 34 * 3))
    Parity.expect(Self.patches(files, .serving, grey), equals: Self.patches(files, .serving, rgb), within: 0.02)
  }

  @Test func `scale and bias come from the checkpoint`() throws {
    for name in ["even", "odd", "half"] {
      let (files, golden) = (try SigLIPDirectory(Self.directory(name)), try Self.golden(name))
      #expect(abs(files.scale - golden.scale) <= 1e-5 * golden.scale)
      #expect(abs(files.bias - golden.bias) <= 1e-6)
    }
  }

  @Test func `a transposed tensor of the same shape fails the comparison`() async throws {
    let twin = try Twin(of: Self.directory("even"))
    defer { twin.remove() }
    try twin.transpose("vision_model.encoder.layers.1.self_attn.v_proj.weight", side: 32)
    let picture = try #require(try Self.golden("even").pictures.first)
    let encoder = try SigLIPEncoder(directory: twin.directory)
    let (vector, _) = try await encoder.vectors(patches: picture.patches.floats)
    #expect(Parity.largestDifference(vector, picture.vector.floats) > 1e-2)
  }

  @Test func `another rule of preprocessing is another fingerprint`() throws {
    let fingerprints = try SigLIPPreprocessing.allCases.map {
      try SigLIPEncoder(directory: Self.directory("even"), preprocessing: $0).description.fingerprint
    }
    #expect(Set(fingerprints).count == 3)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: Places.medSigLIP.path), "needs ../shared: MedSigLIP's tokenizer"))
  func `MedSigLIP's tokens equal the reference's`() throws {
    struct Tokens: Decodable {
      let tokens: [SentenceEncoderTokens]
    }
    let tokenizer = try SigLIPTokenizer(directory: Places.medSigLIP, length: 64, vocabularyCount: 32000)
    for row in try Places.golden(Tokens.self, "siglip/tokens.json").tokens {
      #expect(try tokenizer.unpadded(row.text) == row.ids, "\(row.text.debugDescription)")
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: Places.medSigLIP.path), "needs ../shared: MedSigLIP's tokenizer"))
  func `MedSigLIP's texts are padded and cut with its end mark`() throws {
    let tokenizer = try SigLIPTokenizer(directory: Places.medSigLIP, length: 64, vocabularyCount: 32000)
    let ids = try tokenizer.encode("Melanoma, dermoscopy image!")
    #expect(ids == [28145, 262, 16077, 23240, 1015] + [Int64](repeating: 1, count: 59))
    #expect(try tokenizer.encode(String(repeating: "rash ", count: 200)).count == 64)
    #expect(try tokenizer.encode(String(repeating: "rash ", count: 200)).last == 1)
  }
}

struct SentenceEncoderTokens: Decodable {
  let text: String
  let ids: [Int64]
}
