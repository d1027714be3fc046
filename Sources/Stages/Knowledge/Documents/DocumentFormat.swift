/// The kinds of documents that can be brought.
public enum DocumentFormat: String, Sendable, Hashable, Codable, CaseIterable {
  case markdown, text, html, pdf

  /// By the name's ending; `nil` if it is none of ours.
  public init?(fileName: String) {
    switch fileName.split(separator: ".").last.map({ $0.lowercased() }) {
    case "md", "markdown": self = .markdown
    case "txt", "text": self = .text
    case "html", "htm", "xhtml": self = .html
    case "pdf": self = .pdf
    default: return nil
    }
  }
}
