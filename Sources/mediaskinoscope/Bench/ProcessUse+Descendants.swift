import Foundation

extension ProcessUse {
  /// All processes that a process started, and those that they started.
  ///
  /// - Parameter process: its number.
  /// - Returns: their numbers.
  static func descendants(of process: Int32) -> [Int32] {
    let all = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
    let parents = all.compactMap { number -> (Int32, Int32)? in
      guard let stat = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8) else { return nil }
      // The name stands in brackets and may hold spaces: the parent is the second word behind it.
      let words = stat.drop { $0 != ")" }.split(separator: " ")
      return words.count > 2 ? Int32(words[2]).map { (number, $0) } : nil
    }
    var (found, level): ([Int32], [Int32]) = ([], [process])
    while !level.isEmpty {
      level = parents.filter { level.contains($0.1) }.map(\.0)
      found += level
    }
    return found
  }
}
