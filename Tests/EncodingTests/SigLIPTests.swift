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
      /// Of the smaller shapes only.
      let patches: Data?
      let vector: Data
      let map: Data?
    }
    struct Text: Decodable {
      let text: String
      let ids: [Int64]
      let vector: Data
      /// With the last picture.
      let logit: Float
    }
    let scale: Float
    let bias: Float
    let pictures: [Picture]
    let texts: [Text]
  }

  /// Seven random checkpoints: heads of 2 to 22 numbers, 1 to 3 layers, patches of 6 to 16 pixels, pictures of 24 to 84, f32, bf16
  /// and f16, one to three files, both tokenizers.
  static let names = ["even", "odd", "half", "fourteen", "sixteen", "seventy", "second"]

  static func directory(_ name: String) -> URL { Places.fixtures.appending(path: "siglip/\(name)") }

  static func golden(_ name: String) throws -> Golden { try Places.golden(Golden.self, "siglip/\(name)/golden.json") }

  @Test(arguments: names)
  func `the vision tower equals the reference in every element`(name: String) async throws {
    let encoder = try SigLIPEncoder(directory: Self.directory(name))
    let files = try SigLIPDirectory(Self.directory(name))
    for picture in try Self.golden(name).pictures {
      // Where patches are not kept, those of the modes that are exact to the bit are made here.
      let mode = try #require(SigLIPPreprocessing(rawValue: picture.mode))
      guard picture.patches != nil || mode.isStepwise else { continue }
      let drawn = Drawing.rgb(width: picture.width, height: picture.height)
      let (vector, map) = try await encoder.vectors(patches: picture.patches?.floats ?? Self.patches(files, mode, drawn))
      Parity.expect(vector, equals: picture.vector.floats, within: 1e-4)
      #expect(Parity.cosine(vector, picture.vector.floats) >= 0.999999)
      if let golden = picture.map { Parity.expect(map, equals: golden.floats, within: 1e-4) }
    }
  }

  @Test(arguments: names)
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

  @Test(arguments: names)
  func `texts in bf16 stay near the reference`(name: String) async throws {
    let golden = try Self.golden(name)
    let encoder = try SigLIPTextEncoder(directory: Self.directory(name), precision: .bf16)
    for (vector, text) in zip(try await encoder.encode(golden.texts.map(\.text)), golden.texts) {
      // As for pictures: widths of 16 to 32 average nothing out; `bench prompts` prints it for the true shape.
      #expect(Parity.cosine(vector, text.vector.floats) >= 0.999)
    }
  }

  @Test func `a text tower gives its memory back unless it was used again, and compiles anew for the next text`() async throws {
    let encoder = try SigLIPTextEncoder(directory: Self.directory("even"), patience: .seconds(3600))
    #expect(await encoder.isCompiled == false)
    let first = try await encoder.encode(["melanoma"])
    let seen = await encoder.uses
    let second = try await encoder.encode(["normal skin"])
    await encoder.release(ifStill: seen)
    #expect(await encoder.isCompiled, "somebody came meanwhile")
    await encoder.release(ifStill: encoder.uses)
    #expect(await encoder.isCompiled == false)
    #expect(try await encoder.encode(["melanoma"]) == first)
    #expect(try await encoder.encode(["normal skin"]) == second)
  }

  @Test(.timeLimit(.minutes(1))) func `a text tower that nobody uses gives its memory back by itself`() async throws {
    let encoder = try SigLIPTextEncoder(directory: Self.directory("even"), patience: .zero)
    _ = try await encoder.encode(["melanoma"])
    while await encoder.isCompiled { await Task.yield() }
    #expect(await encoder.uses == 1)
  }

  @Test(arguments: names, SigLIPPreprocessing.allCases)
  func `every rule of preprocessing gives the reference's patches and vector`(name: String, mode: SigLIPPreprocessing)
    async throws
  {
    let encoder = try SigLIPEncoder(directory: Self.directory(name), preprocessing: mode)
    let files = try SigLIPDirectory(Self.directory(name))
    let goldens = try Self.golden(name).pictures.filter { $0.mode == mode.rawValue }
    #expect(!goldens.isEmpty)
    for golden in goldens {
      let picture = Drawing.rgb(width: golden.width, height: golden.height)
      if let patches = golden.patches {
        // What rounds to bytes in between is the same bytes; what does not may differ in a float's last digits.
        Parity.expect(Self.patches(files, mode, picture), equals: patches.floats, within: mode.isStepwise ? 1e-6 : 1e-4)
      }
      let embedding = try await encoder.encode(View(frame: try Drawing.frame(picture), regions: []), deadline: Drawing.far)[0]
      Parity.expect(embedding.vector, equals: golden.vector.floats, within: 1e-4)
      #expect(Parity.cosine(embedding.vector, golden.vector.floats) >= 0.999999)
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
    for name in Self.names {
      let (files, golden) = (try SigLIPDirectory(Self.directory(name)), try Self.golden(name))
      #expect(abs(files.scale - golden.scale) <= 1e-5 * golden.scale)
      #expect(abs(files.bias - golden.bias) <= 1e-6)
      let picture = try #require(golden.pictures.last).vector.floats
      for text in golden.texts {
        let logit = files.scale * Float(Parity.cosine(text.vector.floats, picture)) + files.bias
        #expect(abs(logit - text.logit) < 1e-5)
      }
    }
  }

  @Test func `a text of SigLIP 2 is padded on the right with its own padding`() throws {
    let files = try SigLIPDirectory(Self.directory("second"))
    let text = try #require(try Self.golden("second").texts.first)
    let ids = try files.tokenizer().encode(text.text)
    #expect(ids == text.ids)
    #expect(ids.suffix(8) == [0, 0, 0, 0, 0, 0, 0, 0] && ids.contains(1))
  }

  @Test func `a transposed tensor of the same shape fails the comparison`() async throws {
    let twin = try Twin(of: Self.directory("even"))
    defer { twin.remove() }
    try twin.transpose("vision_model.encoder.layers.1.self_attn.v_proj.weight", side: 32)
    let picture = try #require(try Self.golden("even").pictures.first)
    let encoder = try SigLIPEncoder(directory: twin.directory)
    let (vector, _) = try await encoder.vectors(patches: #require(picture.patches).floats)
    #expect(Parity.largestDifference(vector, picture.vector.floats) > 1e-2)
  }

  @Test func `another rule of preprocessing is another fingerprint`() throws {
    let fingerprints = try SigLIPPreprocessing.allCases.map {
      try SigLIPEncoder(directory: Self.directory("even"), preprocessing: $0).description.fingerprint
    }
    #expect(Set(fingerprints).count == SigLIPPreprocessing.allCases.count)
  }
}

struct SentenceEncoderTokens: Decodable {
  let text: String
  let ids: [Int64]
}
