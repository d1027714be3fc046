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
    if term.text.contains("{") || term.text.contains("}") {
      findings.append(finding("braces", .error, term.line, "\(owner): \"\(term.text)\" has braces, which belong in templates"))
    }
    if term.words.isEmpty {
      findings.append(finding("empty-term", .error, term.line, "\(owner): \"\(term.text)\" has no word"))
    }
    let tokens = Self.tokens(term) + (document.templates.map { Self.tokens($0) }.max() ?? 0)
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
    let contracted = text.text.lowercased().replacing("’", with: "'").contains("n't")
    guard let word = text.words.first(where: Self.negations.contains) ?? (contracted ? "n't" : nil) else { return [] }
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

  /// An estimate from above for medical words, which break into pieces of some four letters.
  private static func tokens(_ text: PlacedText) -> Int {
    text.words.reduce(1) { $0 + max(1, ($1.count + 3) / 4) }
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
