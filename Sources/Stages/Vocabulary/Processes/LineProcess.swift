public import Foundation

/// This program in a process of its own that stays open, is asked line by line and answers each in one line.
///
/// For work that may hang, die or grow: an assertion in a library ends that process and nothing else. `timeout(1)` ends one that everybody
/// forgot. A value of its owner, which asks one line at a time.
public struct LineProcess {
  /// How a question ended.
  public enum Outcome: Sendable, Hashable {
    case answered(String)
    /// The process has gone.
    case died
    /// No answer within the time; the process may still be at it.
    case late
  }

  private static let folder = "/usr/bin/"
  private static let longestSeconds = 7_200
  private static let bound = 8

  private let process: Process
  private let input: FileHandle
  private let lines: AsyncStream<String>
  private let guardian = ChildGuard()

  /// This program, as it lies on the disk.
  public static var ownProgram: URL { URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath() }

  /// Starts it.
  ///
  /// - Parameters:
  ///   - program: what runs; `ownProgram` but in tests.
  ///   - arguments: its own.
  ///   - niceness: how far it stands back, 0…19.
  ///   - name: of the thread that reads its lines.
  /// - Returns: `nil` where it could not be started.
  public init?(program: URL, arguments: [String], niceness: Int, name: String) {
    let (process, input, output) = (Process(), Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: Self.folder + "timeout")
    process.arguments =
      ["--signal=KILL", "\(Self.longestSeconds)", Self.folder + "nice", "-n", "\(niceness)", program.path] + arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? guardian.start(process)) == true else { return nil }
    self.process = process
    self.input = input.fileHandleForWriting
    lines = ChildLines.of(output.fileHandleForReading, bound: Self.bound, name: name)
  }

  /// Whether the process has not ended.
  public var isRunning: Bool { process.isRunning }

  /// Writes a line and waits for the one that answers it.
  ///
  /// - Parameters:
  ///   - line: without its end; shorter than a pipe holds, 64 KiB.
  ///   - patience: from now.
  /// - Returns: how it ended; ``Outcome/died`` also for a task that is cancelled. After anything but an answer the process is to be closed.
  public func ask(_ line: String, within patience: Duration) async -> Outcome {
    // A process that has gone makes this fail, not wait.
    guard (try? input.write(contentsOf: Data((line + "\n").utf8))) != nil else { return .died }
    return await withTaskGroup(of: Outcome.self) { [lines] group in
      group.addTask {
        for await answer in lines { return .answered(answer) }
        return .died
      }
      group.addTask {
        try? await Task.sleep(for: patience)
        return .late
      }
      let outcome = await group.next() ?? .late
      group.cancelAll()
      return outcome
    }
  }

  /// Kills it, with all that it started.
  public func close() {
    try? input.close()
    guardian.stop()
  }
}
