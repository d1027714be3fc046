import Foundation

/// A sentence as the checker reads it: lower case, phrases made one word, each word with its stem and its clause.
struct SupportText {
  struct Word {
    let text: String
    let stem: String
    /// Counts the stretches between commas, semicolons, colons and full stops.
    let clause: Int
    /// The same without commas: what belongs to one statement.
    let segment: Int
  }

  let words: [Word]
  let stems: Set<String>
  /// Codes of ontologies, in upper case.
  let codes: Set<String>
  /// Every number as it counts: `7`, `0.5`; number words from two on too, since "one" is mostly no number.
  let numbers: Set<String>

  /// Phrases that mean one word; longer ones first.
  private static let phrases: [(String, String)] = [
    ("whether or not it has pigment", ""), ("whether or not", ""), ("pigmented or not", "pigmented"),
    ("with pigment or without", "pigmented"), ("with or without", ""), ("rules out", "excludes"), ("rule out", "exclude"),
    ("ruled out", "excluded"), ("does not suffice", "insufficient"), ("not enough", "insufficient"),
    ("not sufficient", "insufficient"),
    ("is not enough", "insufficient"), ("at least", "atleast"), ("at most", "atmost"), ("or more", "atleast"),
    ("or above", "atleast"),
    ("or less", "atmost"), ("or below", "atmost"), ("no more than", "atmost"), ("not only", "also"),
    ("hard to see", "poorly defined"),
    ("hard to make out", "poorly defined"), ("difficult to see", "poorly defined"), ("hardly be seen", "poorly defined"),
    ("easy to see", "well defined"), ("look like", "resemble"), ("looks like", "resembles"), ("looks unlike", "differs"),
    ("does not look like", "differs"), ("not look like", "differ"), ("look alike", "resemble"), ("be alike", "resemble"),
    ("mistaken for", "resemble"), ("organ transplant", "transplant"), ("transplanted organ", "transplant"),
    ("rather than", "rather_than"),
    ("instead of", "rather_than"), ("no matter", "regardless"), ("left untreated", "without treatment"),
    ("go without", "without"),
    ("at once", "immediately"), ("straight away", "immediately"), ("right away", "immediately"), ("without delay", "immediately"),
    ("has to", "must"), ("have to", "must"), ("on the same day", "immediately"), ("the same day", "immediately"),
    ("that same day", "immediately"), ("same day", "immediately"), ("that day", "immediately"),
    ("does not go away", "persists"), ("do not go away", "persist"), ("will not go away", "persists"),
    ("not going away", "persistent"),
    ("no later than", "within"), ("not later than", "within"), ("one side", "onesided"), ("both sides", "bothsided"),
    ("either side", "bothsided"), ("one sided", "onesided"), ("left out", "excluded"), ("leaving out", "excluding"),
    ("not counted", "excluded"), ("not counting", "excluding"), ("without counting", "excluding"), ("in particular", ""),
    ("for example", ""), ("such as", ""), ("as well as", "and"), ("by mouth", "oral"), ("of the skin", ""), ("at times", ""),
    ("in order to", "to"), ("a number of", "several"), ("kept an eye on", "watched"), ("keeps an eye on", "watches"),
    ("keep an eye on", "watch"), ("pulled off", "removed"), ("taken off", "removed"), ("cut out", "excised"),
    ("comes back", "recurs"), ("come back", "recur"), ("coming back", "recurring"), ("fail to", "do not"),
    ("fails to", "does not"), ("failing to", "not"), ("go down", "settle"), ("goes down", "settles"),
    ("looked at again", "repeated"), ("taken out", "removed"), ("only where", "only"),
    ("suspected cancer", "suspected_cancer"), ("of its own", "by itself"), ("by that alone", "by itself"),
    ("not pigmented", "without pigment"),
  ]

  init(_ text: String) {
    codes = Self.codes(in: text)
    var plain = " " + Self.folded(text) + " "
    for code in codes { plain = plain.replacing(code.lowercased(), with: " ") }
    for mark in [",", ";", ":", ". "] { plain = plain.replacing(mark, with: " \(mark) ") }
    plain = plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    plain = " " + plain.replacing("-", with: " ") + " "
    plain = plain.replacing("non pigmented", with: "without pigment")
    for (phrase, word) in Self.phrases { plain = plain.replacing(" \(phrase) ", with: " \(word) ") }
    var words: [Word] = []
    var numbers: Set<String> = []
    var (clause, segment) = (0, 0)
    var current = ""
    func finish() {
      guard !current.isEmpty else { return }
      let word = current.trimmingCharacters(in: CharacterSet(charactersIn: "."))
      let isStop = current == "."
      current = ""
      if isStop { (clause, segment) = (clause + 1, segment + 1) }
      guard !word.isEmpty else { return }
      if let number = Self.number(word) { numbers.insert(number) }
      words.append(Word(text: word, stem: WordStem.of(word), clause: clause, segment: segment))
    }
    for character in plain {
      if character.isLetter || character.isNumber || character == "_" || character == "." {
        current.append(character)
      } else {
        finish()
        if ",;:".contains(character) { clause += 1 }
        if ";:".contains(character) { segment += 1 }
      }
    }
    finish()
    self.words = words
    self.numbers = numbers
    stems = Set(words.map(\.stem))
  }

  private static func folded(_ text: String) -> String {
    text.folding(
      options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: Locale(identifier: "en_US_POSIX")
    )
    .replacing("’", with: "'").replacing("'s ", with: " ")
  }

  /// `DOID:8923` and codes of ICD-10-CM's form.
  private static func codes(in text: String) -> Set<String> {
    let upper = text.uppercased()
    let found = upper.matches(of: /DOID:? ?\d+|\b[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?\b/).map {
      String($0.output).replacing(" ", with: "")
    }
    return Set(found)
  }

  private static let numberWords = [
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "eleven": "11", "twelve": "12", "twenty": "20", "hundred": "100", "thousand": "1000", "half": "0.5", "twice": "2",
    "dozen": "12",
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9",
  ]

  private static func number(_ word: String) -> String? {
    if let known = numberWords[word] { return known }
    guard let value = Double(word) else { return nil }
    return value == value.rounded() ? String(Int(value)) : String(value)
  }

  /// Stems of up to `count` content words from a place on, within its clause.
  func content(after index: Int, count: Int) -> [String] {
    var found: [String] = []
    var place = index + 1
    while place < words.count, found.count < count, words[place].clause == words[index].clause {
      if !FunctionWords.all.contains(words[place].text) { found.append(words[place].stem) }
      place += 1
    }
    return found
  }

  /// The same before a place.
  func content(before index: Int, count: Int) -> [String] {
    var found: [String] = []
    var place = index - 1
    while place >= 0, found.count < count, words[place].clause == words[index].clause {
      if !FunctionWords.all.contains(words[place].text) { found.append(words[place].stem) }
      place -= 1
    }
    return found
  }
}
