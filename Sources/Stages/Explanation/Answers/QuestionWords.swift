import Foundation

/// The words of a question as the lists of this folder spell them.
enum QuestionWords {
  /// In order, in lower case, without accents, invisible characters and punctuation.
  static func of(_ text: String) -> [String] {
    let folded = text.folding(
      options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: Locale(identifier: "en_US_POSIX"))
    let visible = String(folded.unicodeScalars.filter { $0.properties.generalCategory != .format })
    return visible.split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
