import Foundation
import Vocabulary

/// What a correction must be. Who corrects is trusted with the content; this asks for the form that every statement has.
enum CorrectionRules {
  static let textLength = 10...600
  static let reasonLength = 3...500
  static let sourceCount = 1...6
  static let nameLength = 2...300

  /// - Returns: the correction without blanks at its ends.
  static func checked(_ correction: StatementCorrection) throws(KnowledgeError) -> StatementCorrection {
    let (text, reason) = (plain(correction.text), plain(correction.reason))
    guard textLength.contains(text.count), isOneLine(text), text.hasSuffix("."), text.first.map(startsSentence) == true else {
      throw .correction(
        pointer: "/text",
        allowed: "one to a few sentences of \(textLength.lowerBound) to \(textLength.upperBound) characters, "
          + "in one paragraph, from a capital letter or a digit to a full stop")
    }
    guard reasonLength.contains(reason.count), isOneLine(reason) else {
      throw .correction(
        pointer: "/reason", allowed: "\(reasonLength.lowerBound) to \(reasonLength.upperBound) characters in one paragraph")
    }
    return StatementCorrection(text: text, sources: try correction.sources.map(checked), reason: reason)
  }

  private static func checked(_ sources: [KnowledgeSource]) throws(KnowledgeError) -> [KnowledgeSource] {
    guard sourceCount.contains(sources.count) else {
      throw .correction(pointer: "/sources", allowed: "\(sourceCount.lowerBound) to \(sourceCount.upperBound) works")
    }
    var found: [KnowledgeSource] = []
    for (place, source) in sources.enumerated() {
      let (title, organisation) = (plain(source.title), plain(source.organisation))
      for (field, value) in [("title", title), ("organisation", organisation)] {
        guard nameLength.contains(value.count), isOneLine(value) else {
          throw .correction(
            pointer: "/sources/\(place)/\(field)", allowed: "\(nameLength.lowerBound) to \(nameLength.upperBound) characters")
        }
      }
      guard let year = source.year, (1800...2200).contains(year) else {
        throw .correction(pointer: "/sources/\(place)/year", allowed: "the year in which it was published")
      }
      if let url = source.url, !isWebAddress(url) {
        throw .correction(pointer: "/sources/\(place)/url", allowed: "an address that begins with https:// or http://")
      }
      found.append(KnowledgeSource(title: title, organisation: organisation, year: year, url: source.url))
    }
    return found
  }

  private static func plain(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

  private static func startsSentence(_ character: Character) -> Bool { character.isUppercase || character.isNumber }

  /// No control characters and none that cannot be seen: what is shown is what was written.
  private static func isOneLine(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
      default: true
      }
    }
  }

  private static func isWebAddress(_ text: String) -> Bool {
    guard text.count <= 500, text.hasPrefix("https://") || text.hasPrefix("http://"), let url = URL(string: text) else {
      return false
    }
    return url.host()?.isEmpty == false && url.user() == nil
  }
}
