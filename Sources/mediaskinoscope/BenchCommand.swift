import Foundation
import GLib
import Pipeline

/// `bench NAME`: measures this machine.
struct BenchCommand: Command {
  static let benches: [any Bench] = [
    RoadBench(), StreamsBench(), StartBench(), PostBench(), EncoderBench(), TextBench(), JournalBench(), MapsBench(),
    AgreementBench(), PromptsBench(),
    RetrievalBench(), ExplainBench(), VoiceBench(), CallsBench(), TuningBench(),
  ]

  let name = "bench"
  let usage = "NAME [--seconds N] [--clip FILE] [--image FILE]…"
  let options: [OptionSpecification] = [
    .json, .model, .precision, .pack,
    .init("seconds", .text(placeholder: "N"), "how long to measure (default 20)"),
    .init(
      "random", .text(placeholder: "DIR"),
      "`encoder`: makes random weights of MedSigLIP's shape there, 0.9 GB, and keeps them"),
    .init("clip", .text(placeholder: "FILE"), "the clip that is streamed (default: the demo)"),
    .init("image", .list(placeholder: "FILE"), "pictures for `maps` (default: one of the clip)"),
    .init(
      "data", .text(placeholder: "DIR"),
      "`agreement`, `maps`, `tuning`: a folder of data sets, whose held-out photographs are measured"),
    .init("pictures", .text(placeholder: "N"), "of those at most N of each kind (default: all; `maps` 30)"),
    .init("vectors", .text(placeholder: "FILE"), "tuning: vectors of another encoder, one JSON object a line"),
    .init("save", .flag, "`maps`: keeps the verdict beside the model, where the server reads it"),
    .init("corpus", .text(placeholder: "FILE"), "retrieval: MedQuAD's questions as JSON (default: beside the project)"),
    .init("peer", .text(placeholder: "PYTHON"), "retrieval: a Python with LlamaIndex (default: .deps/venv-retrieval)"),
    .init("tune", .flag, "retrieval, explain: chooses numbers on what is not held out, and tells what went wrong there"),
  ]

  var summary: String {
    "measures this machine: " + Self.benches.map { "`\($0.name)` (\($0.summary))" }.joined(separator: ", ")
  }

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    let names = Self.benches.map(\.name).joined(separator: ", ")
    guard options.arguments.count == 1, let bench = Self.benches.first(where: { $0.name == options.arguments[0] }) else {
      throw .usage("bench: name one of \(names)")
    }
    let order = try order(options)
    do {
      try await bench.run(order).show(isJSON: options.has("json"))
    } catch let failure as CommandFailure { throw failure } catch { throw .failed("bench \(bench.name): \(error)") }
  }

  private func order(_ options: ParsedOptions) throws(CommandFailure) -> BenchOrder {
    var order = BenchOrder(model: options.text("model") ?? "skinlite", pack: options.text("pack") ?? "dermatology")
    order.precision = try options.precision()
    order.isModelNamed = options.text("model") != nil
    order.directory = options.text("random").map { URL(fileURLWithPath: $0).standardizedFileURL }
    if let text = options.text("seconds") {
      guard let value = Double(text), value >= 1, value <= 600 else {
        throw .usage("--seconds \(text): give a number from 1 to 600")
      }
      order.duration = .milliseconds(Int(value * 1000))
    }
    if let text = options.text("clip") {
      let clip = URL(fileURLWithPath: text).standardizedFileURL
      guard FileManager.default.isReadableFile(atPath: clip.path) else {
        throw .failed("--clip \(text): there is no such file to read")
      }
      order.clip = clip
    }
    order.images = options.list("image").map { URL(fileURLWithPath: $0).standardizedFileURL }
    order.data = options.text("data").map { URL(fileURLWithPath: $0).standardizedFileURL }
    order.vectors = options.text("vectors").map { URL(fileURLWithPath: $0).standardizedFileURL }
    order.isSaving = options.has("save")
    if let text = options.text("pictures") {
      guard let number = Int(text), number >= 4 else { throw .usage("--pictures \(text): give a whole number from 4") }
      order.pictureLimit = number
    }
    order.corpus = options.text("corpus").map { URL(fileURLWithPath: $0) }
    order.isTuning = options.has("tune")
    let root = Resources.find().root
    let python = options.text("peer").map { URL(fileURLWithPath: $0) } ?? root.appending(path: ".deps/venv-retrieval/bin/python")
    if FileManager.default.isExecutableFile(atPath: python.path) {
      order.retrievalPeer = RetrievalPeer(
        python: python, script: root.appending(path: "Benchmarks/peers/llamaindex_retrieval.py"))
    } else if let named = options.text("peer") {
      throw .failed("--peer \(named): there is no such program")
    }
    return order
  }
}
