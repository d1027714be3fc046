internal import Vocabulary

// What can be wrong with the words themselves.
extension PackLint {
  /// Words that text towers read over: "no rash" lands beside "rash".
  private static let negations: Set<Substring> = [
    "no", "not", "non", "without", "never", "none", "neither", "nor", "absent", "absence", "lacking", "negative", "free",
  ]
  /// Text towers of this family take 64 tokens, end mark included.
  private static let tokenLimit = 64

  var wordings: [PackFinding] {
    let conditions = document.conditions.flatMap { entry in
      entry.terms.flatMap { term($0, of: entry.condition.id.text, negation: .error) }
    }
    let controls = document.controls.flatMap { entry in
      entry.terms.flatMap { term($0, of: entry.condition.id.text, negation: .warning) }
    }
    let references = (document.normal + document.outOfDomain).flatMap { term($0, of: "references", negation: .warning) }
    let gate = (document.gateIn + document.gateOut).flatMap { term($0, of: "gate", negation: .warning) }
    return document.templates.flatMap(template) + conditions + controls + references + gate
  }

  private func template(_ template: PlacedText) -> [PackFinding] {
    var findings: [PackFinding] = []
    let places = template.text.split(separator: "{}", omittingEmptySubsequences: false).count - 1
    if places != 1 {
      findings.append(
        finding("template", .error, template.line, "\"\(template.text)\": a template has exactly one {}, not \(places)"))
    }
    return findings + negation(template, of: "templates", .error) + upperCase(template, of: "templates")
  }

  private func term(_ term: PlacedText, of owner: String, negation severity: PackFinding.Severity) -> [PackFinding] {
    var findings = negation(term, of: owner, severity) + upperCase(term, of: owner)
    if Self.hasBraces(term.text) {
      findings.append(finding("braces", .error, term.line, "\(owner): \"\(term.text)\" has braces, which belong in templates"))
    }
    if term.words.isEmpty {
      findings.append(finding("empty-term", .error, term.line, "\(owner): \"\(term.text)\" has no word"))
    }
    let tokens = Self.tokens(term.words, in: document.templates.map(\.words))
    if tokens > Self.tokenLimit {
      findings.append(
        finding(
          "length", .error, term.line,
          "\(owner): \"\(term.text.prefix(40))…\" takes about \(tokens) tokens with its template, at most \(Self.tokenLimit) are read"
        ))
    }
    return findings
  }

  private func negation(_ text: PlacedText, of owner: String, _ severity: PackFinding.Severity) -> [PackFinding] {
    guard let word = Self.negation(in: text.text) else { return [] }
    return [
      finding(
        "negation", severity, text.line,
        "\(owner): \"\(text.text)\" says \"\(word)\"; encoders read over negations, say what is there instead")
    ]
  }

  private func upperCase(_ text: PlacedText, of owner: String) -> [PackFinding] {
    guard text.text.contains(where: \.isUppercase) else { return [] }
    return [finding("upper-case", .warning, text.line, "\(owner): \"\(text.text)\" must be in lower case")]
  }

  private static func hasBraces(_ text: String) -> Bool { text.contains("{") || text.contains("}") }

  /// The first word that encoders read over.
  private static func negation(in text: String) -> Substring? {
    let contracted = text.lowercased().replacing("’", with: "'").contains("n't")
    return PlacedText.words(of: text).first(where: Self.negations.contains) ?? (contracted ? "n't" : nil)
  }

  /// An estimate from above for medical words, which break into pieces of some four letters.
  private static func tokens(_ words: [Substring], in templates: [[Substring]]) -> Int {
    func count(_ words: [Substring]) -> Int { words.reduce(1) { $0 + max(1, ($1.count + 3) / 4) } }
    return count(words) + (templates.map { count($0) }.max() ?? 0)
  }

  /// What keeps a wording that stands in no file from being embedded: the errors that a pack's own would have.
  ///
  /// - Parameters:
  ///   - term: the wording; it is not quoted.
  ///   - templates: of the pack.
  /// - Returns: what is allowed instead; `nil` where nothing is wrong.
  public static func complaint(of term: String, templates: [String]) -> String? {
    let words = PlacedText.words(of: term)
    if words.isEmpty { return "a text with a word in it" }
    if hasBraces(term) { return "a text without braces, which belong in templates" }
    if let word = negation(in: term) {
      return "a text without \"\(word)\": encoders read over negations, so say what is there instead"
    }
    if tokens(words, in: templates.map { PlacedText.words(of: $0) }) > tokenLimit {
      return "a shorter text: at most \(tokenLimit) tokens are read, its template included"
    }
    return nil
  }

  /// The same words under two owners pull two conditions to one place; twice under one owner they only weigh double.
  var repeatedPrompts: [PackFinding] {
    var owners: [[Substring]: (owner: String, line: Int)] = [:]
    func terms(of entries: [PackEntry]) -> [(String, PlacedText)] {
      entries.flatMap { entry in entry.terms.map { (entry.condition.id.text, $0) } }
    }
    func repeated(_ owner: String, _ term: PlacedText, isCondition: Bool) -> PackFinding? {
      guard let first = owners[term.words] else {
        owners[term.words] = (owner, term.line)
        return nil
      }
      // A control such as normal skin is naturally worded like the normal reference.
      guard isCondition || first.owner == owner else { return nil }
      return finding(
        "duplicate-term", .error, term.line,
        "\(owner): \"\(term.text)\" stands under \(first.owner) in line \(first.line) already")
    }
    let references =
      document.normal.map { ("references.normal", $0) } + document.outOfDomain.map { ("references.out_of_domain", $0) }
    return (references + terms(of: document.controls)).compactMap { repeated($0, $1, isCondition: false) }
      + terms(of: document.conditions).compactMap { repeated($0, $1, isCondition: true) }
  }
}
