import Foundation

/// Plain words for medical ones: what the plain level says in place of a note's own wording.
///
/// The table is this project's own. Longer entries come first, so that what contains another is taken whole.
public struct PlainWords: Sendable {
  private let table: [(term: String, plain: String)]

  /// Terms that the notes use.
  public static let standard = PlainWords([
    ("actinic keratoses", "actinic keratoses (rough sun-damaged spots)"),
    ("low risk of progression to invasive", "low risk of turning into invasive"),
    ("abnormal growth and differentiation of keratinocytes", "abnormal growth of skin cells called keratinocytes"),
    ("keratotic lesions", "rough, horny spots"), ("a lesion", "a spot"), ("A lesion", "A spot"), ("lesions", "spots"),
    ("lesion", "spot"), ("naevi", "moles"), ("naevus", "mole"), ("papules", "small bumps"), ("a firm papule", "a firm bump"),
    ("plaque", "raised patch"), ("nodule", "lump"), ("ulceration", "an open sore"), ("an ulcer", "an open sore"),
    ("immunosuppression", "a weakened immune system"), ("asymmetric", "uneven in its halves"),
    ("Asymmetry", "Unevenness of the two halves"), ("a biopsy", "a biopsy (a sample of skin for the laboratory)"),
    ("by biopsy", "by biopsy (a sample of skin for the laboratory)"), ("biopsied", "biopsied (a sample is taken)"),
    ("excision", "removal"), ("recurrence", "coming back after treatment"),
    ("benign", "benign (harmless)"), ("malignancy", "cancer"), ("an emollient", "a moisturising cream"),
    ("cryosurgery", "freezing"), ("topical fluorouracil", "fluorouracil on the skin"),
    ("Topical fluorouracil", "Fluorouracil cream"),
    ("topical imiquimod", "imiquimod cream"), ("chronically light-exposed", "long sun-exposed"), ("demarcated", "bordered"),
    ("ultraviolet light", "ultraviolet light (sun and sunbeds)"), ("inflammation", "inflammation (redness and swelling)"),
  ])

  init(_ table: [(term: String, plain: String)]) { self.table = table }

  /// - Parameter text: a statement of a note.
  /// - Returns: the statement with plain words, each medical word replaced or glossed once.
  public func putPlainly(_ text: String) -> String {
    var pieces: [(text: String, isFinal: Bool)] = [(text, false)]
    for (term, plain) in table {
      guard let index = pieces.firstIndex(where: { !$0.isFinal && Self.range(of: term, in: $0.text) != nil }),
        let range = Self.range(of: term, in: pieces[index].text)
      else { continue }
      let piece = pieces[index].text
      pieces.replaceSubrange(
        index...index,
        with: [(String(piece[..<range.lowerBound]), false), (plain, true), (String(piece[range.upperBound...]), false)])
    }
    let joined = pieces.map(\.text).joined()
    return joined.prefix(1).uppercased() + joined.dropFirst()
  }

  /// The first place where the term stands as whole words.
  private static func range(of term: String, in text: String) -> Range<String.Index>? {
    var start = text.startIndex
    while let range = text.range(of: term, range: start..<text.endIndex) {
      let before = range.lowerBound == text.startIndex || !text[text.index(before: range.lowerBound)].isLetter
      let after = range.upperBound == text.endIndex || !text[range.upperBound].isLetter
      if before && after { return range }
      start = range.upperBound
    }
    return nil
  }
}
