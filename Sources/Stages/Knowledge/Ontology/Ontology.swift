import Vocabulary

/// The ontologies in memory, with the packs' conditions on them.
///
/// - Threading: immutable; safe from any thread.
struct Ontology: Sendable {
  private struct Key: Hashable {
    let system: String
    let code: String
  }

  let terms: [OntologyTerm]
  private let byKey: [Key: OntologyTerm]
  private let children: [Key: [OntologyTerm]]
  /// From a code of ICD-10-CM to the terms that name it as the same.
  private let references: [String: [OntologyTerm]]
  private let packs: [Pack]

  init(terms: [OntologyTerm], packs: [Pack]) {
    self.terms = terms
    self.packs = packs
    byKey = Dictionary(terms.map { (Key(system: $0.system, code: $0.code), $0) }) { first, _ in first }
    var (children, references) = ([Key: [OntologyTerm]](), [String: [OntologyTerm]]())
    for term in terms {
      for parent in term.parents { children[Key(system: term.system, code: parent), default: []].append(term) }
      for code in term.crossReferences { references[code, default: []].append(term) }
    }
    (self.children, self.references) = (children, references)
  }

  /// The term of a code as people write it: `DOID:8923`, `doid_8923`, `C43.9`, `c439`. Codes of the two systems never look alike.
  func term(_ text: String) -> OntologyTerm? {
    let plain = text.uppercased().replacing("_", with: ":")
    if plain.hasPrefix("DOID:") { return byKey[Key(system: OntologySystem.diseaseOntology, code: plain)] }
    let dotted =
      plain.count > 3 && !plain.contains(".") && !plain.contains("-") ? plain.prefix(3) + "." + plain.dropFirst(3) : plain[...]
    return byKey[Key(system: OntologySystem.icd10CM, code: plain)]
      ?? byKey[Key(system: OntologySystem.icd10CM, code: String(dotted))]
  }

  func resolve(_ text: String) -> OntologyAnswer? {
    guard let term = term(text) else { return nil }
    return OntologyAnswer(
      term: term, ancestors: ancestors(of: term).map(code), children: (children[key(term)] ?? []).map(code),
      same: same(as: term).map(code), conditions: links(of: term))
  }

  /// The terms of a condition's codes, for the other direction.
  func terms(of condition: Condition) -> [OntologyTerm] {
    condition.codes.compactMap { byKey[Key(system: $0.system, code: $0.code)] }
  }

  private func key(_ term: OntologyTerm) -> Key { Key(system: term.system, code: term.code) }

  private func code(_ term: OntologyTerm) -> OntologyCode {
    OntologyCode(system: term.system, code: term.code, display: term.name)
  }

  /// All above it, nearest first; each once, also where ways part and meet.
  func ancestors(of term: OntologyTerm) -> [OntologyTerm] {
    var found: [OntologyTerm] = []
    var seen: Set<String> = [term.code]
    var level = [term]
    while !level.isEmpty {
      level = level.flatMap(\.parents).filter { seen.insert($0).inserted }
        .compactMap { byKey[Key(system: term.system, code: $0)] }
      found += level
    }
    return found
  }

  /// Terms of the other system that the Disease Ontology calls the same.
  private func same(as term: OntologyTerm) -> [OntologyTerm] {
    term.system == OntologySystem.icd10CM
      ? references[term.code] ?? []
      : term.crossReferences.compactMap { byKey[Key(system: OntologySystem.icd10CM, code: $0)] }
  }

  private func links(of term: OntologyTerm) -> [OntologyLink] {
    let same = Set(([term] + self.same(as: term)).map(key))
    let above = Set(same.compactMap { byKey[$0] }.flatMap(ancestors).map(key)).subtracting(same)
    return packs.flatMap { pack in
      pack.conditions.compactMap { condition in
        relation(of: terms(of: condition), to: term, same: same, above: above).map {
          OntologyLink(pack: pack.id, condition: condition.id, name: condition.name, relation: $0)
        }
      }
    }
  }

  private func relation(
    of terms: [OntologyTerm], to term: OntologyTerm, same: Set<Key>, above: Set<Key>
  ) -> OntologyLink.Relation? {
    if terms.contains(where: { same.contains(key($0)) }) { return .same }
    if terms.contains(where: { above.contains(key($0)) }) { return .kindOf }
    // Before sites: "melanoma of skin" reads like a site of "melanoma of skin, unspecified", which it covers.
    if terms.contains(where: { !same.isDisjoint(with: ancestors(of: $0).map(key)) }) { return .covers }
    return terms.contains { Self.isSite(term, of: $0) } ? .kindOf : nil
  }

  /// ICD-10-CM puts "of skin of nose" beside "of skin, unspecified", not below it: the first is a kind of what the second names.
  private static func isSite(_ term: OntologyTerm, of unspecified: OntologyTerm) -> Bool {
    let ending = ", unspecified"
    guard term.system == OntologySystem.icd10CM, unspecified.system == term.system, unspecified.name.hasSuffix(ending),
      term.code.prefix(3) == unspecified.code.prefix(3)
    else { return false }
    let stem = unspecified.name.dropLast(ending.count)
    let named = stem.hasSuffix(" of skin") ? stem.dropLast(" of skin".count) : stem
    return term.name.lowercased().hasPrefix(named.lowercased() + " of ")
  }
}
