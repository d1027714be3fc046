import Foundation

/// Cuts a text into the words that are searched: lower case, without accents, stemmed, without words that say nothing.
enum SearchWords {
  /// The searchable words of `text`, in order, with repetitions.
  static func of(_ text: String) -> [String] {
    plainWords(of: text).compactMap { word in
      stopWords.contains(word) ? nil : String(decoding: PorterStemmer.stem(word), as: UTF8.self)
    }
  }

  /// Letters and digits in a row, lower case, accents gone; nothing left out, nothing stemmed.
  private static func plainWords(of text: String) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    let plain = text.utf8.allSatisfy { $0 < 128 } ? text : folded(text)
    for byte in plain.utf8 {
      switch byte {
      case 65...90: word.append(byte + 32)
      case 97...122, 48...57, 128...: word.append(byte)
      // An apostrophe within a word: `Bowen's` is `bowens`, stemmed to `bowen`.
      case UInt8(ascii: "'"): continue
      default:
        if !word.isEmpty { words.append(word) }
        word.removeAll(keepingCapacity: true)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  private static func folded(_ text: String) -> String {
    text.replacingOccurrences(of: "’", with: "'")
      .folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: Locale(identifier: "en_US_POSIX"))
  }

  /// Words without content in a question or a sentence.
  private static let stopWords: Set<[UInt8]> = Set(
    """
    a about also am an and any are as at be been but by can could did do does for from had has have he her him his how i if in \
    into is it its me my no nor not of on or our she should so some such than that the their them then there these they this those \
    to too was we were what when where which who whom why will with would you your
    """.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) })
}
