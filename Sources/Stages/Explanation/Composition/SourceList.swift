import Vocabulary

/// Numbers the sources in the order in which they are cited; a work that is cited twice has one number.
struct SourceList {
  private var works: [(source: KnowledgeSource, locators: [String])] = []
  private var frame: ExplanationSource?

  /// Every source, the frame first.
  var all: [ExplanationSource] {
    (frame.map { [$0] } ?? [])
      + works.enumerated().map { index, work in
        ExplanationSource(
          id: "S\(index + 1)", title: work.source.title, organisation: work.source.organisation, year: work.source.year,
          url: work.source.url, locator: work.locators.joined(separator: "; "))
      }
  }

  /// The frame that raised an alert, as a source: what was measured is read off it.
  mutating func cite(_ alert: AlertRecord) -> String {
    let number = alert.why.last.map { "frame \($0.frame)" } ?? "the frame"
    frame = ExplanationSource(
      id: "F1", title: "Measured in \(number) of stream \(alert.stream)", organisation: "this server", year: nil, url: nil,
      locator: "captured \(alert.capturedAt), SHA-256 \(alert.frameSHA256.prefix(12))")
    return "F1"
  }

  /// A sentence from a passage, with the numbers of the works that the passage rests on.
  mutating func sentence(_ text: String, of passage: KnowledgePassage, part: ExplanationPart) -> ExplanationSentence {
    // A document without a named work is its own source.
    let cited =
      passage.sources.isEmpty
      ? [KnowledgeSource(title: passage.title, organisation: "an imported document", year: nil)] : passage.sources
    return ExplanationSentence(
      text: text, citations: cited.map { cite($0, at: "\(passage.title), \(passage.locator)") }, part: part, about: passage.about,
      passage: passage.id, verified: passage.isVerified)
  }

  private mutating func cite(_ source: KnowledgeSource, at locator: String) -> String {
    if let index = works.firstIndex(where: { $0.source == source }) {
      if !works[index].locators.contains(locator) { works[index].locators.append(locator) }
      return "S\(index + 1)"
    }
    works.append((source, [locator]))
    return "S\(works.count)"
  }
}
