import Statistics
import Vocabulary

/// Parts of the examples for cross-validation: all of a group (a session, a patient) in one part, conditions spread evenly.
///
/// Groups are dealt out in an order that a seed shuffles, those with the rarest condition first, each to the part that has the fewest
/// examples of that condition, then the fewest examples.
public struct GroupedFolds: Sendable, Hashable {
  /// For each example, its part.
  public let assignments: [Int]
  public let count: Int

  /// - Parameters:
  ///   - groups: the group of each example.
  ///   - classes: the condition that each shows most, by name; `nil` for none.
  ///   - count: how many parts.
  ///   - seed: the same seed gives the same parts.
  public init(groups: [String], classes: [String?], count: Int, seed: UInt64 = 1) {
    precondition(groups.count == classes.count && count > 1, "a class for each example, and at least two parts")
    self.count = count
    var totals: [String: Int] = [:]
    for name in classes { totals[name ?? "", default: 0] += 1 }
    var members: [String: [Int]] = [:]
    for (index, group) in groups.enumerated() { members[group, default: []].append(index) }
    func rarest(_ indices: [Int]) -> String {
      indices.map { classes[$0] ?? "" }.min { (totals[$0] ?? 0, $0) < (totals[$1] ?? 0, $1) } ?? ""
    }
    var order = members.keys.sorted()
    var generator = SplitMix64(seed: seed)
    for place in stride(from: order.count - 1, to: 0, by: -1) { order.swapAt(place, generator.number(below: place + 1)) }
    let ranked = order.enumerated().map { (place: $0.offset, group: $0.element, rarest: rarest(members[$0.element] ?? [])) }
      .sorted { (totals[$0.rarest] ?? 0, $0.rarest, $0.place) < (totals[$1.rarest] ?? 0, $1.rarest, $1.place) }
    var assignments = [Int](repeating: 0, count: groups.count)
    var sizes = [Int](repeating: 0, count: count)
    var perClass = [[String: Int]](repeating: [:], count: count)
    for item in ranked {
      let indices = members[item.group] ?? []
      let chosen =
        (0..<count).min { left, right in
          (perClass[left][item.rarest] ?? 0, sizes[left], left) < (perClass[right][item.rarest] ?? 0, sizes[right], right)
        } ?? 0
      for index in indices {
        assignments[index] = chosen
        perClass[chosen][classes[index] ?? "", default: 0] += 1
      }
      sizes[chosen] += indices.count
    }
    self.assignments = assignments
  }

  /// The examples outside a part, which are learned from, and those in it, which are held out.
  ///
  /// - Parameter fold: 0 up to, not including, ``count``.
  /// - Returns: places in the list of examples, in order.
  public func split(_ fold: Int) -> (learned: [Int], heldOut: [Int]) {
    (assignments.indices.filter { assignments[$0] != fold }, assignments.indices.filter { assignments[$0] == fold })
  }
}
