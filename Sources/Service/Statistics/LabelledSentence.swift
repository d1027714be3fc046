public import Foundation

/// A sentence of which somebody said whether a passage supports it.
public struct LabelledSentence: Sendable, Hashable {
  /// The beginning of the passage's id.
  public let passage: String
  public let text: String
  /// `nil` for a true paraphrase; else what is wrong with it: `swap`, `number`, `negation`, …
  public let fault: String?
  /// Whether it is kept apart from tuning.
  public let isHeldOut: Bool

  /// Whether the passage supports it.
  public var isSupported: Bool { fault == nil }

  /// Reads a set: `@ ID` begins a passage, `+ TEXT` is supported by it, `- FAULT: TEXT` is not, `#` is a comment. Every second
  /// passage is held out, so that no sentence about a statement that was tuned on is measured.
  ///
  /// - Parameter file: the set.
  /// - Returns: the sentences in order.
  /// - Throws: what reading the file throws, or ``MalformedLine``.
  public static func read(_ file: URL) throws -> [LabelledSentence] {
    var found: [LabelledSentence] = []
    var passage: String?
    var count = 0
    for (index, line) in try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      let rest = line.dropFirst(2)
      switch line.prefix(2) {
      case "", "# ": continue
      case "@ ":
        passage = String(rest)
        count += 1
      case "+ ":
        found.append(
          LabelledSentence(passage: try passage.orThrow(index), text: String(rest), fault: nil, isHeldOut: count % 2 == 0))
      case "- ":
        guard let colon = rest.firstIndex(of: ":") else { throw MalformedLine(number: index + 1) }
        let text = rest[rest.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        found.append(
          LabelledSentence(
            passage: try passage.orThrow(index), text: text, fault: String(rest[..<colon]), isHeldOut: count % 2 == 0))
      default: throw MalformedLine(number: index + 1)
      }
    }
    return found
  }

  /// A line that is none of the four kinds.
  public struct MalformedLine: Error, Sendable, CustomStringConvertible {
    public let number: Int
    public var description: String { "line \(number) is neither a passage, nor a sentence, nor a comment" }
  }
}

extension String? {
  fileprivate func orThrow(_ index: Int) throws(LabelledSentence.MalformedLine) -> String {
    guard let self else { throw .init(number: index + 1) }
    return self
  }
}
