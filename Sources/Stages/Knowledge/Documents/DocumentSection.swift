/// A stretch of a document under one heading or on one page.
struct DocumentSection: Sendable, Hashable {
  /// `page 3`, `Symptoms › Early`, or `beginning` for what stands before any heading.
  let locator: String
  var text: String

  /// Headings from the outermost to the innermost, as a locator.
  static func locator(of headings: [String]) -> String {
    let named = headings.filter { !$0.isEmpty }
    return named.isEmpty ? "beginning" : named.joined(separator: " › ")
  }
}
