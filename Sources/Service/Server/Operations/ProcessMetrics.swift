import Foundation

/// What the process itself uses, from `/proc/self`.
enum ProcessMetrics {
  static func text() -> String {
    var text = ""
    if let seconds = processorSeconds() {
      text += MetricsText.family("process_cpu_seconds", "counter", "Processor time used.", unit: "seconds")
      text += "process_cpu_seconds_total \(seconds)\n"
    }
    if let bytes = residentBytes() {
      text += MetricsText.family("process_resident_memory_bytes", "gauge", "Memory in use.", unit: "bytes")
      text += "process_resident_memory_bytes \(bytes)\n"
    }
    if let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
      text += MetricsText.family("process_open_fds", "gauge", "Open files and sockets.")
      text += "process_open_fds \(files)\n"
    }
    return text
  }

  private static func processorSeconds() -> Double? {
    guard let stat = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8) else { return nil }
    // The name stands in brackets and may hold spaces: count from behind it. Fields 14 and 15 are ticks of 10 ms.
    let fields = stat.drop { $0 != ")" }.split(separator: " ")
    guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return nil }
    return (user + system) / 100
  }

  private static func residentBytes() -> Int? {
    guard let statm = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
    let fields = statm.split(separator: " ")
    return fields.count > 1 ? Int(fields[1]).map { $0 * 4096 } : nil
  }
}
