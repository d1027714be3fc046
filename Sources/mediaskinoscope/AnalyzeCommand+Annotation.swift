import Annotation
import Capture
import GLib
import Pipeline
import Vocabulary

/// `analyze CLIP --annotate OUT.mp4`.
extension AnalyzeCommand {
  /// One clip, and where it goes with its findings burnt in.
  struct AnnotatedClip: Sendable {
    let address: SourceAddress
    let output: String
  }

  /// Reads the option, and refuses before a model is loaded what cannot be annotated.
  func annotated(_ options: ParsedOptions) throws(CommandFailure) -> AnnotatedClip? {
    guard let output = options.text("annotate") else { return nil }
    guard options.arguments.count == 1, let input = options.arguments.first else {
      throw .usage("--annotate \(output): give one clip; each needs an output of its own")
    }
    do throws(AnnotationError) { try ClipWriter.check(output) } catch { throw .failed("\(error)") }
    return AnnotatedClip(address: try address(of: input, output), output: output)
  }

  private func address(of input: String, _ output: String) throws(CommandFailure) -> SourceAddress {
    let refusal = "--annotate \(output): give a clip. A live stream has no end, and pictures have no time"
    do {
      if input.contains("://") {
        let address = try SourceAddress(input, policy: .commandLine)
        guard !address.isLive else { throw CommandFailure.usage(refusal) }
        return address
      }
      guard try Self.pictures(at: input) == nil else { throw CommandFailure.usage(refusal) }
      return try SourceAddress(filePath: Self.absolute(input), policy: .commandLine)
    } catch let failure as CommandFailure { throw failure } catch { throw .failed("\(input.prefix { $0 != ":" }): \(error)") }
  }

  /// Analyses every picture and writes the clip; a signal stops it, and then nothing of it stays.
  func annotate(
    _ clip: AnnotatedClip, _ model: ReadyModel, _ pack: Pack, _ seconds: Duration?, _ isJSON: Bool, _ tally: Tally
  ) async throws {
    // What was asked for is the clip; who closes the list of findings wants it all the same.
    Console.whenNobodyReads {}
    do {
      try await untilTerminated {
        let last = try await ClipAnnotation(model: model, pack: pack).run(clip.address, to: clip.output, limit: seconds) {
          Self.tell($0, at: $1, isJSON, tally)
        }
        Self.report(clip.address, last.frames)
        Console.error("\(clip.output): written, with what was found on every picture")
      }
    } catch is CancellationError {
      throw CommandFailure.failed("stopped; nothing was written to \(clip.output)")
    }
  }
}
