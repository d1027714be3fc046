import Foundation

/// The header Retry-After.
///
/// - Source: RFC 9110 section 10.2.3: seconds, or a date.
enum RetryAfter {
  /// The longest that a sink can put us off.
  static let longest: Int64 = 86_400_000

  /// Milliseconds from `now` (milliseconds since 1970), at most a day; `nil` if `text` is none.
  static func milliseconds(_ text: String?, now: Int64) -> Int64? {
    guard let text = text?.trimmingCharacters(in: .whitespaces), !text.isEmpty else { return nil }
    if text.utf8.allSatisfy({ (48...57).contains($0) }) {
      return Int64(text).map { $0 > longest / 1_000 ? longest : $0 * 1_000 } ?? longest
    }
    let form = DateFormatter()
    form.locale = Locale(identifier: "en_US_POSIX")
    form.timeZone = TimeZone(secondsFromGMT: 0)
    form.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    guard let date = form.date(from: text) else { return nil }
    return min(longest, max(0, Int64(date.timeIntervalSince1970 * 1_000) - now))
  }
}
