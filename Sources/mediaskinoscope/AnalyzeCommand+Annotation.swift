import Annotation
import Capture
import GLib
import Pipeline
import Vocabulary

/// `analyze CLIP --annotate OUT.mp4`, and `analyze CLIP --every-picture`.
extension AnalyzeCommand {
  /// One clip of which every picture is analysed, and where it goes with its findings burnt in, if anywhere.
  struct UnhurriedClip: Sendable {
    let address: SourceAddress
    let output: String?
  }

  /// Reads the options, and refuses before a model is loaded what cannot be annotated.
  func unhurried(_ options: ParsedOptions) throws(CommandFailure) -> UnhurriedClip? {
    let output = options.text("annotate")
    guard output != nil || options.has("every-picture") else { return nil }
    let option = output.map { "--annotate \($0)" } ?? "--every-picture"
    guard options.arguments.count == 1, let input = options.arguments.first else { throw .usage("\(option): give one clip") }
    if let output { do throws(AnnotationError) { try ClipWriter.check(output) } catch { throw .failed("\(error)") } }
    return UnhurriedClip(address: try address(of: input, option), output: output)
  }

  private func address(of input: String, _ option: String) throws(CommandFailure) -> SourceAddress {
    let refusal = "\(option): give a clip. A live stream has no end, and pictures have no time"
    do {
      if input.contains("://") {
        let address = try SourceAddress(input, policy: .commandLine)
        guard !address.isLive else { throw CommandFailure.usage(refusal) }
        return address
      }
      guard try Self.pictures(at: input) == nil else { throw CommandFailure.usage(refusal) }
      return try SourceAddress(filePath: Self.absolute(input), policy: .commandLine)
    } catch CommandFailure.failed(let reason) {
      throw .failed("\(input): \(reason)")
    } catch let failure as CommandFailure { throw failure } catch { throw .failed("\(input.prefix { $0 != ":" }): \(error)") }
  }

  /// Analyses every picture and writes the clip if that was asked for; a signal stops it, and then nothing of it stays.
  func annotate(
    _ clip: UnhurriedClip, _ model: ReadyModel, _ pack: Pack, _ seconds: Duration?, _ isJSON: Bool, _ tally: Tally
  ) async throws {
    // What was asked for is the clip; who closes the list of findings wants it all the same.
    if clip.output != nil { Console.whenNobodyReads {} }
    do {
      try await untilTerminated {
        let last = try await ClipAnnotation(model: model, pack: pack).run(clip.address, to: clip.output, limit: seconds) {
          Self.tell($0, at: $1, isJSON, tally)
        }
        Self.report(clip.address, last.frames)
        if let output = clip.output { Console.error("\(output): written, with what was found on every picture") }
      }
    } catch is CancellationError {
      throw CommandFailure.failed("stopped" + (clip.output.map { "; nothing was written to \($0)" } ?? ""))
    }
  }
}
