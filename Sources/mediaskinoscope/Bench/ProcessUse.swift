import Foundation

/// What a process has used, from `/proc`.
struct ProcessUse: Sendable {
  /// User and system time of all its threads; the kernel counts in steps of 10 ms.
  let processorSeconds: Double
  let residentMegabytes: Double

  /// Memory of this process that no file stands behind, in megabytes.
  static func anonymousMegabytes(of process: String = "self") throws(CommandFailure) -> Double {
    let text = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("RssAnon:") } ?? ""
    guard let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Double($0) }) else {
      throw .failed("/proc/\(process)/status does not say RssAnon")
    }
    return kilobytes / 1024
  }

  /// - Parameter process: its number, or `self`.
  static func of(_ process: String = "self") throws(CommandFailure) -> ProcessUse {
    guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let statm = try? String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8)
    else { throw .failed("/proc/\(process) could not be read: processor time needs Linux's /proc") }
    // The name stands in brackets and may hold spaces: count from behind it. Fields 14 and 15 of stat are ticks.
    let times = stat.drop { $0 != ")" }.split(separator: " ")
    let pages = statm.split(separator: " ")
    guard times.count > 13, let user = Double(times[12]), let system = Double(times[13]), pages.count > 1,
      let resident = Double(pages[1])
    else { throw .failed("/proc/\(process)/stat reads otherwise than expected") }
    return ProcessUse(processorSeconds: (user + system) / 100, residentMegabytes: resident * 4096 / 1_048_576)
  }
}
