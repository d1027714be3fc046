import Capture
import Configuration
import Encoding
import Foundation
import GLib
import Pipeline
import Vocabulary

/// `embed`: vectors of pictures and texts.
struct EmbedCommand: Command {
  let name = "embed"
  let summary = "prints the vectors of pictures and texts as JSON"
  let usage = "--model NAME|DIR (--image FILE or --text WORDS)…"
  let options: [OptionSpecification] = [
    .model, .device, .config, .json, .init("image", .list(placeholder: "FILE"), "a JPEG or PNG"),
    .init("text", .list(placeholder: "WORDS"), "a text"),
    .init("regions", .flag, "each view that the road would embed, the whole picture first, with its region and the gate's logit"),
    .pack,
    .init("precision", .text(placeholder: "P"), "f32 (default), bf16 or, for a SigLIP directory, int8"),
    .init("preprocessing", .text(placeholder: "MODE"), "serving (default), evaluation, processor or predictor"),
    .init("tokens", .text(placeholder: "N"), "how many patch tokens; the whole grid by default"),
  ]

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    try options.refuseArguments(of: self)
    let (images, texts) = (options.list("image"), options.list("text"))
    guard !images.isEmpty || !texts.isEmpty else { throw .usage("embed: give --image FILE or --text WORDS") }
    guard !options.has("regions") else { return try await printRegions(options) }
    do {
      let embedder = try await embedder(options)
      for image in images { Console.record(try await embedder.embed(try await Self.picture(image), named: image)) }
      for text in texts { Console.record(try await embedder.embed(text)) }
    } catch let failure as CommandFailure { throw failure } catch { throw .failed("\(error)") }
  }

  /// The configuration's remote encoder, unless a model is named; else a model of this machine.
  private func embedder(_ options: ParsedOptions) async throws -> Embedder {
    let settings = try options.text("config").map { try Settings(file: $0) } ?? Settings()
    if options.text("model") == nil, let remote = settings.remote {
      return Embedder(try await RemoteModel.connect(RemoteSettings(remote)))
    }
    let device = try options.device() ?? DeviceChoice(settings.device) ?? .auto
    return try await Embedder(
      options.text("model") ?? settings.model, options: try embedOptions(options),
      catalog: ModelLibrary(resources: .find(), caches: nil, device: device).catalog)
  }

  private func printRegions(_ options: ParsedOptions) async throws(CommandFailure) {
    guard options.list("text").isEmpty else { throw .usage("embed: --regions is for pictures; leave out --text") }
    do {
      let model = try await ModelLibrary(resources: .find(), caches: nil).load(
        options.text("model") ?? "skinlite", precision: try options.precision() ?? .f32)
      let pack = try PackLibrary(resources: .find()).load(options.text("pack") ?? "dermatology")
      let analysis = try await PictureAnalysis(model: model, pack: pack)
      for image in options.list("image") {
        let pixels = try await Self.picture(image)
        for record in try await analysis.regions(of: pixels, named: image) { Console.record(record) }
      }
    } catch let failure as CommandFailure { throw failure } catch { throw .failed("\(error)") }
  }

  private func embedOptions(_ options: ParsedOptions) throws(CommandFailure) -> EmbedOptions {
    var tokens: Int?
    if let text = options.text("tokens") {
      guard let number = Int(text), number > 0 else { throw .usage("--tokens \(text): give a whole number above 0") }
      tokens = number
    }
    return EmbedOptions(
      precision: options.text("precision") ?? "f32", preprocessing: options.text("preprocessing"), tokens: tokens)
  }

  private static func picture(_ path: String) async throws(CommandFailure) -> PixelBuffer {
    do throws(PictureFault) {
      return try await PictureDecoder().decode(file: URL(fileURLWithPath: path).standardizedFileURL.path, policy: .commandLine)
    } catch { throw .failed("\(path): \(error.sentence)") }
  }
}
