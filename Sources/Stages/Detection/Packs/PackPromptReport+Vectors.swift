internal import Foundation
public import Vocabulary

extension PackPromptReport {
  private struct Member {
    let condition: ConditionIdentifier
    let terms: [String]
    /// Mean over the templates of each term's vectors, of length 1.
    let vectors: [[Double]]
    let mean: [Double]
  }

  /// - Parameters:
  ///   - pack: whose prompts are compared with each other.
  ///   - vectors: one for each of `PackPrompts(pack).texts`.
  ///   - known: what the encoder was trained on, where it says so: it never scores the others, so that their wordings do not matter.
  /// - Throws: ``DetectionError/vectorCount(expected:actual:)``.
  public init(_ pack: Pack, vectors: [[Float]], known: Set<ConditionIdentifier>? = nil) throws(DetectionError) {
    let prompts = PackPrompts(pack)
    guard vectors.count == prompts.texts.count else {
      throw .vectorCount(expected: prompts.texts.count, actual: vectors.count)
    }
    // Controls share words with the references; only conditions must keep apart.
    let members = zip(pack.conditions, prompts.entries).filter { condition, _ in known?.contains(condition.id) ?? true }
      .map { Self.member($0, $1, vectors) }
    terms = members.reduce(0) { $0 + $1.terms.count }
    strays = members.flatMap { Self.strays($0, among: members) }
    spreads = members.map(Self.spread)
    collisions = Self.collisions(members, spreads)
  }

  private static func member(_ condition: Condition, _ group: PackPrompts.Group, _ vectors: [[Float]]) -> Member {
    let terms = condition.terms.indices.map { term in unit(sum(group.rows.map { vectors[$0[term]].map(Double.init) })) }
    return Member(condition: condition.id, terms: condition.terms, vectors: terms, mean: unit(sum(terms)))
  }

  private static func strays(_ member: Member, among members: [Member]) -> [Stray] {
    zip(member.terms, member.vectors).compactMap { term, vector in
      let own = cosine(vector, member.mean)
      let others = members.filter { $0.condition != member.condition }.map { ($0.condition, cosine(vector, $0.mean)) }
      guard let nearest = others.max(by: { $0.1 < $1.1 }), nearest.1 > own else { return nil }
      return Stray(condition: member.condition, term: term, nearer: nearest.0, ownCosine: own, otherCosine: nearest.1)
    }
  }

  private static func spread(_ member: Member) -> Spread {
    let cosines = member.vectors.map { cosine($0, member.mean) }
    return Spread(
      condition: member.condition, mean: cosines.reduce(0, +) / Double(max(1, cosines.count)), lowest: cosines.min() ?? 1)
  }

  private static func collisions(_ members: [Member], _ spreads: [Spread]) -> [Collision] {
    members.indices.flatMap { first in
      members.indices.dropFirst(first + 1).compactMap { second -> Collision? in
        let cosine = cosine(members[first].mean, members[second].mean)
        guard cosine > min(spreads[first].mean, spreads[second].mean) else { return nil }
        return Collision(first: members[first].condition, second: members[second].condition, cosine: cosine)
      }
    }.sorted { $0.cosine > $1.cosine }
  }

  private static func sum(_ vectors: [[Double]]) -> [Double] {
    vectors.dropFirst().reduce(vectors.first ?? []) { zip($0, $1).map { $0 + $1 } }
  }

  private static func unit(_ vector: [Double]) -> [Double] {
    let norm = cosine(vector, vector).squareRoot()
    return norm > 0 ? vector.map { $0 / norm } : vector
  }

  private static func cosine(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }
}
