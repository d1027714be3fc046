import Capture
import Encoding
import Foundation
import GLib
import Pipeline
import Vocabulary

/// `analyze`: photos, folders, clips and streams from the command line.
struct AnalyzeCommand: Command {
  let name = "analyze"
  let summary = "assesses photos, folders of photos, clips or stream addresses"
  let usage = "INPUT…"
  let options: [OptionSpecification] = [
    .model, .device, .precision, .pack, .json,
    .init("seconds", .text(placeholder: "N"), "stops a clip or stream after N seconds"),
    .init(
      "annotate", .text(placeholder: "OUT.mp4"),
      "also writes the clip with findings, boxes and alerts burnt in; every picture is analysed, without hurry; no sound"),
    .init("every-picture", .flag, "analyses every picture of a clip, without hurry, instead of the newest as on a live stream"),
  ]

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    guard !options.arguments.isEmpty else { throw .usage("analyze: name a photo, a folder, a clip or a stream address") }
    let seconds = try seconds(options)
    let unhurried = try unhurried(options)
    let (model, pack) = try await load(options)
    let tally = Tally()
    for input in options.arguments {
      do {
        if let unhurried {
          try await annotate(unhurried, model, pack, seconds, options.has("json"), tally)
        } else {
          try await analyze(input, model, pack, seconds, options.has("json"), tally)
        }
      } catch {
        tally.noteFailure()
        Console.error("mediaskinoscope: \(Self.shown(input)): \(error)")
      }
    }
    Console.error(tally.summary)
    guard tally.analysed > 0 else { throw .failed("nothing could be analysed; the lines above say why") }
  }

  private func seconds(_ options: ParsedOptions) throws(CommandFailure) -> Duration? {
    guard let text = options.text("seconds") else { return nil }
    guard let value = Double(text), value > 0, value <= 86_400 else {
      throw .usage("--seconds \(text): give a number above 0, at most 86400")
    }
    return .milliseconds(Int(value * 1000))
  }

  private func load(_ options: ParsedOptions) async throws(CommandFailure) -> (ReadyModel, Pack) {
    let (device, precision) = (try options.device() ?? .auto, try options.precision())
    do throws(PipelineError) {
      let pack = try PackLibrary(resources: .find()).load(options.text("pack") ?? "dermatology")
      let library = ModelLibrary(resources: .find(), caches: nil, device: device)
      return (try await library.load(options.text("model") ?? "skinlite", precision: precision), pack)
    } catch { throw .failed("\(error)") }
  }

  private func analyze(
    _ input: String, _ model: ReadyModel, _ pack: Pack, _ seconds: Duration?, _ isJSON: Bool, _ tally: Tally
  ) async throws {
    if input.contains("://") {
      try await play(try SourceAddress(input, policy: .commandLine), model, pack, seconds, isJSON, tally)
    } else if let pictures = try Self.pictures(at: input) {
      let analysis = try await PictureAnalysis(model: model, pack: pack)
      for path in pictures { try await assess(path, analysis, isJSON, tally) }
    } else {
      try await play(try SourceAddress(filePath: Self.absolute(input), policy: .commandLine), model, pack, seconds, isJSON, tally)
    }
  }

  private func assess(_ path: String, _ analysis: PictureAnalysis, _ isJSON: Bool, _ tally: Tally) async throws {
    do throws(PictureFault) {
      let pixels = try await PictureDecoder().decode(file: Self.absolute(path), policy: .commandLine)
      await Self.show(path, pixels, analysis, isJSON, tally)
    } catch {
      tally.noteFailure()
      Console.error("mediaskinoscope: \(path): \(error.sentence)")
    }
  }

  private static func show(_ path: String, _ pixels: PixelBuffer, _ analysis: PictureAnalysis, _ isJSON: Bool, _ tally: Tally)
    async
  {
    do {
      let assessment = try await analysis.assess(pixels)
      tally.note(assessment)
      let record = assessment.record(writtenAt: SystemTime().now())
      if isJSON {
        Console.record(FileAssessment(file: path, record: record))
      } else {
        Console.line("\(path): \(assessment.summary)")
      }
    } catch {
      tally.noteFailure()
      Console.error("mediaskinoscope: \(path): \(error)")
    }
  }

  private func play(
    _ address: SourceAddress, _ model: ReadyModel, _ pack: Pack, _ seconds: Duration?, _ isJSON: Bool, _ tally: Tally
  ) async throws {
    try address.checkHost()
    let last = try await ClipAnalysis(model: model, pack: pack).run(address, limit: seconds) { event in
      Self.tell(event, at: SystemTime().now(), isJSON, tally)
    }
    if last.state == .failed || (last.state == .ended && last.frames.received == 0), let message = last.message {
      throw CommandFailure.failed(message.promisingNothing.text)
    }
    Self.report(address, last.frames)
  }

  /// Says an assessment or an alert.
  static func tell(_ event: ServerEvent, at moment: Moment, _ isJSON: Bool, _ tally: Tally) {
    switch event {
    case .assessment(let assessment):
      tally.note(assessment)
      let record = assessment.record(writtenAt: moment)
      if isJSON { Console.record(record) } else { Console.line("frame \(assessment.sequence): \(assessment.summary)") }
    case .alert(let alert, _):
      tally.noteAlert()
      if isJSON {
        Console.record(["alert": alert])
      } else {
        Console.line("alert: resembles \(alert.condition) (\(alert.tier.rawValue))")
      }
    case .alertChanged, .explanation, .stream, .health, .speech, .voice, .overlay, .verdict, .sink: break
    }
  }

  /// Says what became of a source's frames.
  static func report(_ address: SourceAddress, _ frames: FrameCounts) {
    Console.error(
      "\(address): \(frames.received) frames received, \(frames.analysed) analysed, \(frames.gated) refused, \(frames.superseded) superseded, \(frames.late) late, \(frames.decodeError) damaged"
    )
  }

  /// The pictures of a folder, or the one picture; `nil` for what is neither.
  static func pictures(at path: String) throws(CommandFailure) -> [String]? {
    let facts = try? FileManager.default.attributesOfItem(atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    guard let facts else { throw .failed("there is no such file or folder") }
    guard facts[.type] as? FileAttributeType == .typeDirectory else { return isPicture(path) ? [path] : nil }
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter(isPicture).sorted()
    guard !names.isEmpty else { throw .failed("the folder holds no JPEG or PNG") }
    return names.map { URL(fileURLWithPath: path).appending(path: $0).relativePath }
  }

  private static func isPicture(_ path: String) -> Bool {
    ["jpg", "jpeg", "png"].contains(URL(fileURLWithPath: path).pathExtension.lowercased())
  }

  static func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }

  /// An address may hold a password: only its scheme is repeated.
  private static func shown(_ input: String) -> String {
    input.contains("://") ? String(input.prefix { $0 != ":" }) + "://…" : input
  }
}

extension SourcePolicy {
  /// Someone at the keyboard names what they want, on any network.
  static let commandLine = SourcePolicy(
    schemes: Set(Scheme.allCases), networks: ["0.0.0.0/0", "::/0"].compactMap(NetworkRange.init))
}
