import Foundation

/// Query strings, with limits.
enum QueryString {
  /// Percent-decoded values by name; `+` is a space. Text that is no UTF-8 is left out.
  static func values(_ query: String) -> [String: String] {
    var values: [String: String] = [:]
    for pair in query.split(separator: "&").prefix(32) {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = decoded(parts[0]), let value = decoded(parts.count == 2 ? parts[1] : "") else { continue }
      values[name] = value
    }
    return values
  }

  /// Any positive limit is accepted; what is above the cap is served with `next`.
  static func limit(_ query: [String: String]) throws(Problem) -> Int {
    guard let text = query["limit"] else { return 100 }
    guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }), Int(text) != 0 else {
      throw .invalid("/limit", allowed: "a whole number from 1")
    }
    return min(Int(text) ?? .max, 1_000)
  }

  private static func decoded(_ text: Substring) -> String? {
    text.replacingOccurrences(of: "+", with: " ").removingPercentEncoding
  }
}
