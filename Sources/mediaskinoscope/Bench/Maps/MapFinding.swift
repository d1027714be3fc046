import Statistics

/// What an order of the picture's cells explains, and where it points.
struct MapFinding: Sendable {
  enum Order: String, Sendable, CaseIterable { case map, occlusion, random }

  /// Areas under the score, 0…1 as a rule: deletion is better low, insertion high.
  struct Areas: Sendable {
    let deletion: Double
    let insertion: Double

    /// The mean of several curves.
    init(_ curves: [FaithfulnessCurve]) {
      deletion = curves.map(\.deletion).reduce(0, +) / Double(curves.count)
      insertion = curves.map(\.insertion).reduce(0, +) / Double(curves.count)
    }
  }

  let kind: String
  let group: String
  let side: Double?
  var areas: [Order: Areas] = [:]
  /// Whether the order's first place lies in the lesion; for pasted lesions only, and never for random.
  var hits: [Order: Bool] = [:]
  /// What a place at random would hit.
  let chance: Double?
  var milliseconds: [Order: Double] = [:]
}
