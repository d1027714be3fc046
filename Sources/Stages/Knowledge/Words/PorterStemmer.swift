/// Cuts the endings of English words, so that `lesions` finds `lesion`.
///
/// - Source: M. F. Porter, "An algorithm for suffix stripping", Program 14, 1980; steps and rules carry its numbers.
struct PorterStemmer {
  /// Lower-case ASCII letters; what is left of the word so far.
  private var word: [UInt8]

  /// The stem of a word of lower-case ASCII letters; shorter words than three letters stay as they are.
  static func stem(_ word: [UInt8]) -> [UInt8] {
    guard word.count > 2, word.allSatisfy({ (97...122).contains($0) }) else { return word }
    var stemmer = PorterStemmer(word: word)
    stemmer.step1a()
    stemmer.step1b()
    stemmer.step1c()
    stemmer.replaceFirst(of: Rules.step2, measure: 0)
    stemmer.replaceFirst(of: Rules.step3, measure: 0)
    stemmer.step4()
    stemmer.step5()
    return stemmer.word
  }

  private func isConsonant(_ index: Int) -> Bool {
    switch word[index] {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): false
    case UInt8(ascii: "y"): index == 0 || !isConsonant(index - 1)
    default: true
    }
  }

  /// How often a vowel is followed by a consonant within the first `length` letters: the paper's m.
  private func measure(_ length: Int) -> Int {
    var (count, wasVowel) = (0, false)
    for index in 0..<length {
      let consonant = isConsonant(index)
      if consonant, wasVowel { count += 1 }
      wasVowel = !consonant
    }
    return count
  }

  private func hasVowel(_ length: Int) -> Bool { (0..<length).contains { !isConsonant($0) } }

  private func endsDouble(_ length: Int) -> Bool {
    length >= 2 && word[length - 1] == word[length - 2] && isConsonant(length - 1)
  }

  /// Consonant, vowel, consonant other than w, x, y: the paper's *o.
  private func endsShort(_ length: Int) -> Bool {
    guard length >= 3, isConsonant(length - 3), !isConsonant(length - 2), isConsonant(length - 1) else { return false }
    return ![UInt8(ascii: "w"), UInt8(ascii: "x"), UInt8(ascii: "y")].contains(word[length - 1])
  }

  private func stemLength(before suffix: [UInt8]) -> Int? {
    word.count > suffix.count && word.suffix(suffix.count).elementsEqual(suffix) ? word.count - suffix.count : nil
  }

  private mutating func step1a() {
    for (suffix, replacement) in Rules.step1a {
      guard let length = stemLength(before: suffix) else { continue }
      word = word.prefix(length) + replacement
      return
    }
  }

  private mutating func step1b() {
    if let length = stemLength(before: Array("eed".utf8)) {
      if measure(length) > 0 { word.removeLast() }
      return
    }
    for suffix in [Array("ed".utf8), Array("ing".utf8)] {
      guard let length = stemLength(before: suffix) else { continue }
      guard hasVowel(length) else { return }
      word = Array(word.prefix(length))
      return repair()
    }
  }

  /// What follows a removed -ed or -ing.
  private mutating func repair() {
    let length = word.count
    if ["at", "bl", "iz"].contains(where: { stemLength(before: Array($0.utf8)) != nil }) {
      word.append(UInt8(ascii: "e"))
    } else if endsDouble(length), ![UInt8(ascii: "l"), UInt8(ascii: "s"), UInt8(ascii: "z")].contains(word[length - 1]) {
      word.removeLast()
    } else if measure(length) == 1, endsShort(length) {
      word.append(UInt8(ascii: "e"))
    }
  }

  private mutating func step1c() {
    if word.last == UInt8(ascii: "y"), hasVowel(word.count - 1) { word[word.count - 1] = UInt8(ascii: "i") }
  }

  private mutating func replaceFirst(of rules: [(suffix: [UInt8], replacement: [UInt8])], measure least: Int) {
    for (suffix, replacement) in rules {
      guard let length = stemLength(before: suffix) else { continue }
      if measure(length) > least { word = word.prefix(length) + replacement }
      return
    }
  }

  private mutating func step4() {
    for suffix in Rules.step4 {
      guard let length = stemLength(before: suffix) else { continue }
      let isIon = suffix.elementsEqual("ion".utf8)
      let fits = !isIon || word[length - 1] == UInt8(ascii: "s") || word[length - 1] == UInt8(ascii: "t")
      if fits, measure(length) > 1 { word = Array(word.prefix(length)) }
      return
    }
  }

  private mutating func step5() {
    if word.last == UInt8(ascii: "e") {
      let length = word.count - 1
      if measure(length) > 1 || (measure(length) == 1 && !endsShort(length)) { word.removeLast() }
    }
    if word.last == UInt8(ascii: "l"), endsDouble(word.count), measure(word.count) > 1 { word.removeLast() }
  }
}

extension PorterStemmer {
  private enum Rules {
    static let step1a = pairs("sses ss, ies i, ss ss, s ")
    static let step2 = pairs(
      """
      ational ate, tional tion, enci ence, anci ance, izer ize, abli able, alli al, entli ent, eli e, ousli ous, ization ize, \
      ation ate, ator ate, alism al, iveness ive, fulness ful, ousness ous, aliti al, iviti ive, biliti ble
      """)
    static let step3 = pairs("icate ic, ative , alize al, iciti ic, ical ic, ful , ness ")
    static let step4 = "ement ance ence able ible ment ant ent ion ism ate iti ous ive ize al er ic ou".split(separator: " ")
      .map { Array($0.utf8) }

    private static func pairs(_ text: String) -> [(suffix: [UInt8], replacement: [UInt8])] {
      text.split(separator: ",").map { pair in
        let parts = pair.split(separator: " ").map { Array($0.utf8) }
        return (parts[0], parts.count > 1 ? parts[1] : [])
      }
    }
  }
}
