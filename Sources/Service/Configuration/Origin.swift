import Foundation

/// Web origins in the form that browsers send.
public enum Origin {
  /// `scheme://host[:port]` in lower case without a default port, or `*`; `nil` if `text` is no origin.
  public static func normalised(_ text: String) -> String? {
    if text == "*" { return text }
    let lower = text.lowercased()
    guard let separator = lower.range(of: "://") else { return nil }
    let scheme = lower[..<separator.lowerBound]
    var authority = lower[separator.upperBound...]
    guard ["http", "https"].contains(scheme), !authority.isEmpty else { return nil }
    guard authority.utf8.allSatisfy({ $0 > 32 && $0 < 127 }), !authority.contains(where: { "/?#@\\".contains($0) }) else {
      return nil
    }
    let standard = scheme == "https" ? ":443" : ":80"
    if authority.hasSuffix(standard) { authority = authority.dropLast(standard.count) }
    return "\(scheme)://\(authority)"
  }
}
