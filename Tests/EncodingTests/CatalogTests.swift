import Foundation
import Synchronization
import Testing
import Vocabulary

@testable import Encoding

@Suite struct Catalogue {
  static func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "catalogue-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  static func catalog(data: URL? = nil) -> EncoderCatalog {
    EncoderCatalog(
      folders: [Places.root.appending(path: "Models"), Places.fixtures.appending(path: "siglip")], sentences: Places.miniLM,
      dataFolder: data, threads: 2)
  }

  @Test func `models are listed with shape and fingerprint`() throws {
    let models = Self.catalog().list()
    #expect(models.map(\.name).contains("skinlite"))
    let even = try #require(models.first { $0.name == "even" })
    #expect(even.kind == .siglip && even.missing.isEmpty)
    #expect(
      even.shape == .init(imageSide: 28, tokens: 16, dimension: 32, towers: ["vision 32 × 2 (4 heads)", "text 32 × 2 (4 heads)"]))
    #expect(even.fingerprint?.text.count == 64)
  }

  @Test func `what a summary promises is what a loaded model has`() async throws {
    let catalog = Self.catalog()
    for name in ["skinlite", "half"] {
      let (summary, model) = (try catalog.inspect(name), try await catalog.load(name))
      #expect(summary.fingerprint == model.image.description.fingerprint)
      #expect(summary.shape?.dimension == model.text.dimension)
      #expect(summary.logitScale == model.image.description.logitScale)
    }
  }

  @Test func `a model is found by its directory, and what is missing is said`() throws {
    let twin = try Twin(of: SigLIP.directory("even"))
    defer { twin.remove() }
    try FileManager.default.removeItem(at: twin.directory.appending(path: "spiece.model"))
    let summary = try Self.catalog().inspect(twin.directory.path)
    #expect(summary.fingerprint == nil)
    #expect(summary.missing.count == 1)
    #expect(summary.missing.first?.contains("spiece.model") == true)
  }

  @Test func `an unknown name is refused with the names there are`() {
    let error = #expect(throws: EncodingError.self) { try Self.catalog().inspect("nothing") }
    guard case .unavailable(_, let available) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(available.contains("even"))
  }

  @Test func `hashes are remembered until a file changes`() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "weights")
    try Data("abc".utf8).write(to: file)
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(try FileHashes(folder: folder).sha256(of: file) == expected)
    #expect(try FileHashes(folder: folder).sha256(of: file) == expected)
    try Data("abcd".utf8).write(to: file)
    #expect(try FileHashes(folder: folder).sha256(of: file) != expected)
    try Data("nonsense".utf8).write(to: folder.appending(path: "file-hashes.json"))
    #expect(try FileHashes(folder: folder).sha256(of: file).count == 64)
  }

  /// Counts what it is asked for.
  final class Counting: TextEmbedder {
    let fingerprint = Fingerprint("counting")
    let dimension = 2
    let asked = Mutex(0)

    func encode(_ texts: [String]) async throws(EncodingError) -> [[Float]] {
      asked.withLock { $0 += texts.count }
      return texts.map { [Float($0.count), 1] }
    }
  }

  @Test func `text vectors are computed once and then read`() async throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let texts = ["a", "bb", "a", "ccc"]
    let expected: [[Float]] = [[1, 1], [2, 1], [1, 1], [3, 1]]
    let first = Counting()
    #expect(try await CachedTextEmbedder(first, folder: folder).encode(texts) == expected)
    #expect(first.asked.withLock(\.self) == 3)
    let second = Counting()
    let again = CachedTextEmbedder(second, folder: folder)
    #expect(try await again.encode(texts) == expected)
    #expect(second.asked.withLock(\.self) == 0)
    #expect(try await again.encode(["dddd"]) == [[4, 1]])
    #expect(second.asked.withLock(\.self) == 1)
  }

  @Test func `a damaged cache is computed anew`() async throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try await CachedTextEmbedder(Counting(), folder: folder).encode(["a", "bb"])
    let file = folder.appending(path: "counting.vectors")
    let sound = try Data(contentsOf: file)
    for place in [0, 9, 20, sound.count - 1] {
      var bytes = sound
      bytes[place] ^= 0xFF
      try bytes.write(to: file)
      let embedder = Counting()
      #expect(try await CachedTextEmbedder(embedder, folder: folder).encode(["a", "bb"]) == [[1, 1], [2, 1]])
      #expect(embedder.asked.withLock(\.self) == 2)
    }
    #expect(!String(decoding: sound, as: UTF8.self).contains("bb"))
  }

  @Test func `embed gives a vector with its time, and refuses what there is not`() async throws {
    let catalog = Self.catalog()
    let embedder = try await Embedder("even", options: EmbedOptions(preprocessing: "evaluation"), catalog: catalog)
    let picture = try await embedder.embed(Drawing.rgb(width: 20, height: 20), named: "x.png")
    #expect(picture.tokens == 16 && picture.preprocessing == "evaluation" && picture.milliseconds > 0)
    #expect(abs(Parity.length(picture.vector) - 1) < 1e-5)
    let text = try await embedder.embed("normal skin")
    #expect(text.tokens == nil && text.vector.count == 32)
    let line = String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    #expect(line.contains("\"tokens\":null"))
    for options in [EmbedOptions(precision: "int4"), EmbedOptions(preprocessing: "other"), EmbedOptions(tokens: 4)] {
      await #expect(throws: EncodingError.self) { try await Embedder("even", options: options, catalog: catalog) }
    }
    let quick = try await Embedder("even", options: EmbedOptions(precision: "int8"), catalog: catalog)
      .embed(Drawing.rgb(width: 20, height: 20), named: "x.png")
    #expect(quick.precision == "int8" && Parity.cosine(quick.vector, picture.vector) > 0.5)
    await #expect(throws: EncodingError.self) {
      try await Embedder("skinlite", options: EmbedOptions(precision: "int8"), catalog: catalog)
    }
    await #expect(throws: EncodingError.self) {
      try await Embedder("skinlite", options: EmbedOptions(preprocessing: "serving"), catalog: catalog)
    }
  }
}
