import Foundation

/// Cuts a text into lower-case words and single punctuation marks, as BERT's uncased vocabularies expect.
///
/// Works on Unicode scalars throughout: Swift's characters join what the vocabulary keeps apart.
///
/// - Source: Devlin et al. 2018, the published `BasicTokenizer`; goldens from Hugging Face `BertTokenizer`.
enum BasicTokenizer {
  /// Words and marks of `text`, in order.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    func close() {
      if !word.isEmpty { words.append(String(word)) }
      word.removeAll(keepingCapacity: true)
    }
    for scalar in folded(text).unicodeScalars {
      if isWhitespace(scalar) {
        close()
      } else if isPunctuation(scalar) || isChinese(scalar) {
        close()
        words.append(String(scalar))
      } else {
        word.append(scalar)
      }
    }
    close()
    return words
  }

  /// Control characters gone, accents gone, lower case.
  private static func folded(_ text: String) -> String {
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar.value != 0 && scalar.value != 0xFFFD && !isControl(scalar) {
      clean.append(scalar)
    }
    // Canonical decomposition parts a letter from its accents, which are then marks that do not space.
    var bare = String.UnicodeScalarView()
    for scalar in String(clean).decomposedStringWithCanonicalMapping.unicodeScalars
    where scalar.properties.generalCategory != .nonspacingMark {
      bare.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
    }
    return String(bare)
  }

  private static func isWhitespace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" || scalar.properties.isWhitespace
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\t" || scalar == "\n" || scalar == "\r" { return false }
    return switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned: true
    default: false
    }
  }

  /// All of ASCII that is neither letter, digit nor blank counts, `$` and `^` too, and beyond it Unicode's punctuation.
  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 33...47, 58...64, 91...96, 123...126: return true
    default: break
    }
    return switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
      .otherPunctuation:
      true
    default: false
    }
  }

  /// The blocks of CJK ideographs, each of which is a word.
  private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F, 0x2B820...0x2CEAF,
      0xF900...0xFAFF, 0x2F800...0x2FA1F:
      true
    default: false
    }
  }
}
