import Foundation
import Testing

@testable import Encoding

/// Directories that are not quite what they should be: one error each, which names what is wrong and what to do.
@Suite struct Directories {
  /// Reads everything that a start reads.
  static func open(_ directory: URL) throws {
    try SigLIPDirectory(directory).checkTowers()
  }

  static func refusal(_ name: String, _ damage: (Twin) throws -> Void) throws -> String {
    let twin = try Twin(of: SigLIP.directory(name))
    defer { twin.remove() }
    try damage(twin)
    let error = #expect(throws: EncodingError.self) { try open(twin.directory) }
    return error?.description ?? ""
  }

  @Test(arguments: [
    (#"{"model_type":"siglip2"}"#, "NaFlex"), (#"{"vision_config":{"num_patches":256}}"#, "NaFlex"),
    (#"{"model_type":"clip"}"#, "clip, expected siglip"), (#"{"vision_config":{"hidden_act":"relu"}}"#, "hidden_act"),
    (#"{"vision_config":{"num_attention_heads":5}}"#, "a divisor of 32"), (#"{"vision_config":{"patch_size":0}}"#, "patch_size"),
    (#"{"vision_config":{"patch_size":29}}"#, "patch_size"), (#"{"vision_config":{"hidden_size":-1}}"#, "hidden_size"),
    (#"{"vision_config":{"hidden_size":1e30}}"#, "a number too large"),
    (#"{"vision_config":{"num_hidden_layers":100000000}}"#, "num_hidden_layers"),
    (#"{"vision_config":{"image_size":35}}"#, "image_size"), (#"{"vision_config":{"num_channels":1}}"#, "num_channels"),
    (#"{"vision_config":{"vision_use_head":false}}"#, "vision_use_head"),
    (#"{"vision_config":{"layer_norm_eps":0}}"#, "layer_norm_eps"),
    (#"{"vision_config":{"intermediate_size":63}}"#, "vision_model.encoder.layers.0.mlp.fc1.weight"),
    (#"{"vision_config":{"num_hidden_layers":3}}"#, "vision_model.encoder.layers.2"),
    (#"{"text_config":{"vocab_size":20}}"#, "expected [20, 32]"), (#"{"text_config":{"vocab_size":97}}"#, "token_embedding"),
    (#"{"text_config":{"max_position_embeddings":17}}"#, "position_embedding"),
    (#"{"text_config":{"projection_size":7}}"#, "projection_size"),
    (#"{"text_config":7}"#, "text_config"),
  ])
  func `a configuration that does not fit says where`(change: String, words: String) throws {
    let text = try Self.refusal("even") { try $0.merge(text: change, into: "config.json") }
    #expect(text.contains(words), "\(text)")
  }

  @Test(arguments: [
    (#"{"resample":1}"#, "resample"), (#"{"image_std":[0.5,0.5,0]}"#, "image_std"), (#"{"image_mean":[0.5]}"#, "image_mean"),
    (#"{"size":{"height":28,"width":32}}"#, "size.width is 32, expected 28"), (#"{"rescale_factor":1}"#, "rescale_factor"),
    (#"{"do_resize":false}"#, "do_resize"), (#"{"do_rescale":false}"#, "do_rescale"),
  ])
  func `a processor that does something else says what`(change: String, words: String) throws {
    let text = try Self.refusal("even") { try $0.merge(text: change, into: "preprocessor_config.json") }
    #expect(text.contains(words), "\(text)")
  }

  @Test(arguments: ["config.json", "preprocessor_config.json", "model.safetensors", "spiece.model"])
  func `a missing file is named`(name: String) throws {
    let text = try Self.refusal("even") { try FileManager.default.removeItem(at: $0.directory.appending(path: name)) }
    #expect(text.contains(name) && text.contains("missing"), "\(text)")
  }

  @Test func `a missing shard is named, and a tensor that its shard has not`() throws {
    let name = "model-00002-of-00002.safetensors"
    #expect(try Self.refusal("odd") { try FileManager.default.removeItem(at: $0.directory.appending(path: name)) }.contains(name))
    let text = try Self.refusal("odd") {
      try $0.merge(text: #"{"weight_map":{"extra":"\#(name)"}}"#, into: "model.safetensors.index.json")
    }
    #expect(text.contains("tensor extra is missing"), "\(text)")
  }

  @Test(arguments: ["config.json", "preprocessor_config.json"])
  func `a file that was cut short says at which byte, and what to do`(name: String) throws {
    let text = try Self.refusal("even") { try Data("{\"a\":1,".utf8).write(to: $0.directory.appending(path: name)) }
    #expect(text.contains("/\(name): no JSON that can be read: ") && text.contains("at byte 7"), "\(text)")
    #expect(text.hasSuffix("fetch the file again"), "\(text)")
  }

  @Test func `a vocabulary that is none says which file to fetch again`() throws {
    let text = try Self.refusal("even") { try Data("none".utf8).write(to: $0.directory.appending(path: "spiece.model")) }
    #expect(text.contains("/spiece.model: no SentencePiece model that can be read; fetch the file again"), "\(text)")
  }

  @Test(arguments: [
    "{\"model_type\":\"siglip\",\"model_type\":\"siglip\"}", String(repeating: "[", count: 100_000), "{", "", "nonsense", "{}",
  ])
  func `a configuration that is no JSON of the right form is refused`(json: String) throws {
    let text = try Self.refusal("even") { try Data(json.utf8).write(to: $0.directory.appending(path: "config.json")) }
    #expect(text.contains("config.json"), "\(text)")
  }

  @Test func `a configuration of 5 MB is refused before it is read`() throws {
    let text = try Self.refusal("even") { try Data(count: 5_000_000).write(to: $0.directory.appending(path: "config.json")) }
    #expect(text.contains("5000000 bytes"), "\(text)")
  }

  @Test func `every sound fixture opens`() throws {
    for name in SigLIP.names { try Self.open(SigLIP.directory(name)) }
  }

  @Test func `a Hugging Face cache's folder is opened by its newest snapshot`() throws {
    let cache = try Catalogue.folder().appending(path: "models--google--even-28")
    defer { try? FileManager.default.removeItem(at: cache.deletingLastPathComponent()) }
    let (blobs, snapshot) = (cache.appending(path: "blobs"), cache.appending(path: "snapshots/abc123"))
    for folder in [blobs, snapshot, cache.appending(path: "refs")] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    try Data("abc123".utf8).write(to: cache.appending(path: "refs/main"))
    let original = SigLIP.directory("even")
    for (number, name) in try FileManager.default.contentsOfDirectory(atPath: original.path).enumerated() {
      try FileManager.default.copyItem(at: original.appending(path: name), to: blobs.appending(path: "\(number)"))
      try FileManager.default.createSymbolicLink(
        atPath: snapshot.appending(path: name).path, withDestinationPath: "../../blobs/\(number)")
    }
    for directory in [cache, snapshot] {
      let summary = try Catalogue.catalog().inspect(directory.path)
      #expect(summary.missing.isEmpty && summary.name == "even-28", "\(summary.name)")
      #expect(summary.fingerprint == (try Catalogue.catalog().inspect("even").fingerprint))
    }
  }

  @Test func `the processor's newer file is read where the older is missing`() throws {
    let twin = try Twin(of: SigLIP.directory("half"))
    defer { twin.remove() }
    let (old, new) = (
      twin.directory.appending(path: "preprocessor_config.json"), twin.directory.appending(path: "processor_config.json")
    )
    let content = String(decoding: try Data(contentsOf: old), as: UTF8.self)
    try Data("{\"image_processor\":\(content)}".utf8).write(to: new)
    try FileManager.default.removeItem(at: old)
    let files = try SigLIPDirectory(twin.directory)
    #expect(files.processor.mean == [0.48, 0.46, 0.41] && files.processor.filter == .bicubic)
  }

  @Test func `inspect says what was read`() throws {
    let parts = try #require(try Catalogue.catalog().inspect("second").parts)
    #expect(parts.family.contains("SigLIP 2") && parts.patchSide == 14 && parts.textTokens == 64)
    #expect(parts.tokenizer?.contains("byte pairs") == true && parts.weights.contains("BF16"))
    #expect(try Catalogue.catalog().inspect("sixteen").parts?.weights.contains("3 files") == true)
  }
}
