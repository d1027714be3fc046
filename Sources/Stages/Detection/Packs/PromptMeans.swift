internal import Vocabulary

/// Where a pack's conditions and references lie in an encoder's space, pair by pair.
struct PromptMeans {
  struct Pair {
    let first: String
    let second: String
    let cosine: Double
  }

  /// Conditions among themselves, and each with both references; the nearest first.
  let pairs: [Pair]
  /// Mean cosine of all pairs.
  let mean: Double
  private let deviation: Double

  init(_ pack: Pack, vectors: [[Float]], known: Set<ConditionIdentifier>?) {
    let prompts = PackPrompts(pack)
    func place(_ group: PackPrompts.Group) -> [Double] { Self.unit(group.rows.flatMap(\.self).map { vectors[$0] }) }
    let conditions = zip(pack.conditions, prompts.entries).filter { known?.contains($0.0.id) ?? true }.map {
      (name: $0.id.text, vector: place($1))
    }
    let references = [
      (name: "the normal reference", vector: place(prompts.normal)),
      (name: "the reference out of the domain", vector: place(prompts.outOfDomain)),
    ]
    var found: [Pair] = []
    for (index, one) in conditions.enumerated() {
      for other in conditions.dropFirst(index + 1) + references {
        let cosine = zip(one.vector, other.vector).reduce(0) { $0 + $1.0 * $1.1 }
        found.append(Pair(first: one.name, second: other.name, cosine: cosine))
      }
    }
    pairs = found.sorted { ($0.cosine, $1.first, $1.second) > ($1.cosine, $0.first, $0.second) }
    let count = Double(max(1, found.count))
    let middle = found.reduce(0) { $0 + $1.cosine } / count
    mean = middle
    deviation = (found.reduce(0) { $0 + ($1.cosine - middle) * ($1.cosine - middle) } / count).squareRoot()
  }

  /// The cosine from which on a pair stands out; `nil` for too few pairs to say what is usual.
  func limit(deviations: Double) -> Double? { pairs.count >= 20 ? mean + deviations * deviation : nil }

  private static func unit(_ vectors: [[Float]]) -> [Double] {
    var sum = [Double](repeating: 0, count: vectors.first?.count ?? 0)
    for vector in vectors { for index in sum.indices { sum[index] += Double(vector[index]) } }
    let norm = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return norm > 0 ? sum.map { $0 / norm } : sum
  }
}
