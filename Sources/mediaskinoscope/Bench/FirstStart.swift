import Foundation
import Journal
import Vocabulary

/// A server's first start, into an empty folder: what the whole tree of its processes holds while the voice's clips are rendered, and
/// how soon the first warning is spoken.
///
/// Memory is the sum of the processes' proportional set sizes: what they share counts once.
/// - Source: `proc(5)`, `smaps_rollup`, line `Pss`.
struct FirstStart: Sendable {
  /// How long it is watched.
  static let watched = Duration.seconds(120)
  private static let pause = Duration.milliseconds(200)

  /// The most that the tree held, in megabytes.
  let peak: Double
  /// The most that any of the server's children held by itself.
  let rendererPeak: Double
  /// What was held at the end.
  let atEnd: Double
  /// How long the first warning took from the alert to its first sample; `nil` if none was spoken.
  let firstWarningMilliseconds: Double?
  /// What spoke it.
  let firstVoice: String?

  /// Starts this program's `serve` with the demo stream.
  static func run(_ order: BenchOrder) async throws -> FirstStart {
    try await withTemporaryFolder { folder in
      let choices = ["--data", folder.path, "--model", order.model, "--pack", order.pack]
      let server = try ServerProcess(["serve", "--listen", "127.0.0.1:0"] + choices)
      _ = try await server.address()
      var (peak, rendererPeak, last) = (0.0, 0.0, 0.0)
      let end = ContinuousClock.now.advanced(by: watched)
      while ContinuousClock.now < end {
        let own = megabytes(of: server.number)
        let children = ProcessUse.descendants(of: server.number).map(megabytes)
        last = own + children.reduce(0, +)
        (peak, rendererPeak) = (max(peak, last), max(rendererPeak, children.max() ?? 0))
        try await Task.sleep(for: pause)
      }
      await server.end()
      let (latency, voice) = try await firstWarning(folder)
      return FirstStart(
        peak: peak, rendererPeak: rendererPeak, atEnd: last, firstWarningMilliseconds: latency, firstVoice: voice)
    }
  }

  private static func firstWarning(_ folder: URL) async throws -> (Double?, String?) {
    let journal = try await JournalStore.open(folder: folder.path)
    let entries = try await journal.entries(after: 0, limit: 10_000)
    await journal.close()
    let first = entries.first { $0.kind == .spoken && $0.data["tier"]?.text == AlertTier.warning.rawValue }
    return (first?.data["latency_ms"]?.double, first?.data["voice"]?.text)
  }

  private static func megabytes(of process: Int32) -> Double {
    let text = (try? String(contentsOfFile: "/proc/\(process)/smaps_rollup", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("Pss:") } ?? ""
    return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }.map { $0 / 1024 } ?? 0
  }
}
