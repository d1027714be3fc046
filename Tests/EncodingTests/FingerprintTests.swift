import Foundation
import Testing
import Vocabulary

@testable import Encoding

/// What makes a model's vectors what they are is in its fingerprint; what does not is not.
@Suite struct Fingerprints {
  static func text(_ directory: URL) throws -> Fingerprint { try SigLIPTextEncoder(directory: directory).fingerprint }

  static func image(_ directory: URL) throws -> Fingerprint { try SigLIPEncoder(directory: directory).description.fingerprint }

  @Test func `weights, configuration, preprocessing and tokenizer each change it`() throws {
    let original = SigLIP.directory("even")
    let (text, image) = (try Self.text(original), try Self.image(original))
    let changes: [(Twin) throws -> Void] = [
      { try $0.transpose("text_model.encoder.layers.1.self_attn.v_proj.weight", side: 32) },
      { try $0.merge(["initializer_factor": 2.0], into: "config.json") },
      { try $0.merge(["image_mean": [0.5, 0.5, 0.4]], into: "preprocessor_config.json") },
      { try $0.merge(["do_lower_case": false], into: "tokenizer_config.json") },
      { twin in
        let url = twin.directory.appending(path: "spiece.model")
        try (Data(contentsOf: url) + Data([0x1A, 0])).write(to: url)
      },
    ]
    for change in changes {
      let twin = try Twin(of: original)
      defer { twin.remove() }
      #expect(try Self.text(twin.directory) == text, "the folder's name is no part of it")
      try change(twin)
      #expect(try Self.text(twin.directory) != text)
      #expect(try Self.image(twin.directory) != image)
    }
  }

  @Test func `both towers, the arithmetic and each rule of pictures have one of their own`() throws {
    let files = try SigLIPDirectory(SigLIP.directory("even"))
    let hashes = FileHashes(folder: nil)
    let all =
      try ["f32", "bf16", "int8"].map { try files.fingerprint("a", hashes, arithmetic: $0) } + [
        Self.text(files.url), Self.image(files.url),
      ]
    #expect(Set(all).count == 5)
  }

  @Test func `texts are embedded in bf16 beside quicker pictures where that is fast, and filed apart from those at f32`() throws {
    let able = Processor(flags: ["avx512_bf16"])
    let plain = Processor(flags: ["avx2", "avx512_vnni"])
    #expect(Precision.allCases.map { $0.ofTexts(on: able) } == [.f32, .bf16, .bf16])
    #expect(Precision.allCases.map { $0.ofTexts(on: plain) } == [.f32, .f32, .f32])
    let files = try SigLIPDirectory(SigLIP.directory("even"))
    let hashes = FileHashes(folder: nil)
    #expect(try files.textFingerprint(hashes, .bf16) != files.textFingerprint(hashes, .f32))
    for precision in Precision.allCases {
      let encoder = try SigLIPTextEncoder(directory: files.url, precision: precision)
      #expect(encoder.precision == precision.ofTexts(on: .present))
      #expect(try encoder.fingerprint == files.textFingerprint(hashes, encoder.precision))
    }
  }

  @Test func `text vectors of two models in one folder are never mixed`() async throws {
    let folder = try Catalogue.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let twin = try Twin(of: SigLIP.directory("even"))
    defer { twin.remove() }
    try twin.transpose("text_model.encoder.layers.1.self_attn.v_proj.weight", side: 32)
    let texts = ["normal skin", "melanoma"]
    var vectors: [[[Float]]] = []
    for directory in [SigLIP.directory("even"), twin.directory, SigLIP.directory("even"), twin.directory] {
      let cached = CachedTextEmbedder(try SigLIPTextEncoder(directory: directory), folder: folder)
      vectors.append(try await cached.encode(texts))
      let own = try await SigLIPTextEncoder(directory: directory).encode(texts)
      for (kept, computed) in zip(vectors[vectors.count - 1], own) { Parity.expect(kept, equals: computed, within: 1e-6) }
    }
    #expect(vectors[0] == vectors[2] && vectors[1] == vectors[3] && vectors[0] != vectors[1])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".vectors") }.count == 2)
  }

  @Test func `imported descriptors stand above the tower's and make another text side of it`() async throws {
    let folder = try Catalogue.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let original = SigLIP.directory("even")
    var index = FlatIndexes.Written()
    (index.dimension, index.count, index.floats) = (32, 1, 32)
    index.rows = [1] + [Float](repeating: 0, count: 31)
    let (file, labels) = (folder.appending(path: "x.index"), folder.appending(path: "x.txt"))
    try Data(index.bytes).write(to: file)
    try Data("Bulla".utf8).write(to: labels)
    let target = folder.appending(path: "model")
    try DescriptorFiles.write(model: original, index: file, labels: labels, to: target)
    let described = try SigLIPTextEncoder(directory: target)
    #expect(described.fingerprint != (try Self.text(original)))
    #expect(try Self.image(target) == (try Self.image(original)))
    let vectors = try await described.encode(["melanoma", "Bulla", "skin"])
    let own = try await SigLIPTextEncoder(directory: original).encode(["melanoma", "skin"])
    #expect(vectors[1] == index.rows)
    Parity.expect(vectors[0], equals: own[0], within: 1e-6)
    Parity.expect(vectors[2], equals: own[1], within: 1e-6)
    #expect(throws: EncodingError.self) {
      try DescriptorFiles.write(model: original, index: file, labels: labels, to: target)
    }
    let other = folder.appending(path: "other")
    try DescriptorFiles.write(model: SigLIP.directory("half"), index: file, labels: labels, to: other)
    #expect(throws: EncodingError.self) { try SigLIPTextEncoder(directory: other) }
  }
}
