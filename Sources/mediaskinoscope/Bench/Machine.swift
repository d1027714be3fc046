import Foundation

/// The machine that a figure belongs to.
struct Machine: Sendable, CustomStringConvertible {
  let processor: String
  let cores: Int
  /// Processes that ran or waited to run, averaged over a minute, when the bench began.
  let loadAverage: Double?

  static func now() -> Machine {
    let load = try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)
    return Machine(
      processor: line(of: "/proc/cpuinfo", after: "model name") ?? "unknown processor",
      cores: ProcessInfo.processInfo.activeProcessorCount,
      loadAverage: load?.split(separator: " ").first.flatMap { Double($0) })
  }

  private static func line(of file: String, after key: String) -> String? {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
    return text.split(separator: "\n").first { $0.hasPrefix(key) }?.split(separator: ":", maxSplits: 1).last
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }

  var description: String {
    "\(processor), \(cores) cores; load average \(loadAverage.map(\.formatted2) ?? "unknown") at the start"
  }
}
