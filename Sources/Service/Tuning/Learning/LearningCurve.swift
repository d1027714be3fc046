import Statistics
public import Vocabulary

/// How well a head does with few examples: learned again and again from so many of each condition, drawn at random by groups, and scored
/// on examples of other groups.
///
/// - Threading: a value; it computes for seconds or minutes on the caller's thread.
public struct LearningCurve: Sendable {
  /// One size of what is learned from.
  public struct Point: Sendable, Hashable, Codable {
    /// Examples of each condition, at most.
    public let each: Int
    /// Examples that were learned from, the mean over the draws.
    public let examples: Double
    public let draws: Int
    /// Mean over the draws of the mean area over the conditions.
    public let macroAUC: Double
    /// The middle 95 % of the draws: what chance in the choice of examples does.
    public let ofDraws: [Double]?
    /// By bootstrap over the groups that are scored, of the mean over the draws; `null` where each draw scores others.
    public let ofGroups: [Double]?
    /// Condition → mean area over the draws.
    public let conditions: [String: Double]

    enum CodingKeys: String, CodingKey {
      case each, examples, draws, conditions
      case macroAUC = "macro_auc"
      case ofDraws = "interval_draws"
      case ofGroups = "interval_groups"
    }
  }

  /// Conditions that are learned, all of them in each draw.
  public let conditions: [ConditionIdentifier]
  /// How often each size is drawn.
  public let draws: Int
  /// C where there are too few for choosing it by cross-validation.
  static let plainPenalty = 1e-2
  /// From so many of each condition on C is chosen by grouped 3-fold cross-validation.
  static let fewestForChoosing = 8

  /// - Parameters:
  ///   - conditions: what is learned.
  ///   - draws: how often each size is drawn.
  public init(conditions: [ConditionIdentifier], draws: Int = 20) {
    self.conditions = conditions
    self.draws = draws
  }

  /// Learns from draws of one part and scores another, whose groups are others.
  ///
  /// - Parameters:
  ///   - each: examples of each condition, at most.
  ///   - learned: what is drawn from.
  ///   - scored: what is scored each time.
  /// - Returns: the point; `nil` where no area is defined.
  /// - Throws: the fit's error.
  public func point(
    each: Int, from learned: [TuningExample], on scored: [TuningExample]
  ) throws(TuningError) -> Point? {
    var random = SplitMix64(seed: UInt64(each))
    var (areas, sizes) = ([[OrderedScores]](), 0)
    for _ in 0..<draws {
      let drawn = draw(each, learned, &random)
      sizes += drawn.count
      areas.append(try fit(drawn, each: each, scored))
    }
    let bootstrap = GroupBootstrap(groups: scored.map(\.group), draws: 400)
    let interval = bootstrap.interval { weights in Self.mean(areas.map { Self.mean($0.map { $0.area(weights) }) }) }
    return point(each, areas, Double(sizes) / Double(draws), interval?.ends)
  }

  /// Learns from one half of the groups and scores the other, another half in each draw.
  ///
  /// - Parameters:
  ///   - each: examples of each condition, at most.
  ///   - examples: all of them.
  /// - Returns: the point; `nil` where no area is defined.
  /// - Throws: the fit's error.
  public func halves(each: Int, of examples: [TuningExample]) throws(TuningError) -> Point? {
    var random = SplitMix64(seed: UInt64(each))
    var (areas, sizes) = ([[OrderedScores]](), 0)
    for _ in 0..<draws {
      let folds = GroupedFolds(
        groups: examples.map(\.group), classes: examples.map(\.foremost), count: 2, seed: random.next())
      let split = folds.split(0)
      let drawn = draw(each, split.learned.map { examples[$0] }, &random)
      sizes += drawn.count
      areas.append(try fit(drawn, each: each, split.heldOut.map { examples[$0] }))
    }
    return point(each, areas, Double(sizes) / Double(draws), nil)
  }

  private func point(_ each: Int, _ areas: [[OrderedScores]], _ examples: Double, _ ofGroups: [Double]?) -> Point? {
    let macros = areas.map { Self.mean($0.map { $0.area() }) }
    guard let macro = Self.mean(macros) else { return nil }
    var byCondition: [String: Double] = [:]
    for (place, condition) in conditions.enumerated() {
      byCondition[condition.text] = Self.mean(areas.map { $0[place].area() })
    }
    // Twenty draws are too few for a percentile interval by the usual rule: their range of the middle is said all the same.
    let sorted = macros.compactMap { $0 }.sorted()
    let ends = sorted.count < 3 ? nil : [sorted[sorted.count / 40], sorted[sorted.count - 1 - sorted.count / 40]]
    return Point(
      each: each, examples: examples, draws: draws, macroAUC: macro, ofDraws: ends, ofGroups: ofGroups, conditions: byCondition)
  }

  /// Up to so many of each condition, group by group in a random order; of one group as many as there is room for.
  private func draw(_ each: Int, _ examples: [TuningExample], _ random: inout SplitMix64) -> [TuningExample] {
    var groups = Dictionary(grouping: examples, by: \.group).sorted { $0.key < $1.key }.map(\.value)
    for place in stride(from: groups.count - 1, to: 0, by: -1) { groups.swapAt(place, random.number(below: place + 1)) }
    var (counts, drawn) = ([String: Int](), [TuningExample]())
    for example in groups.joined() {
      guard let name = example.foremost, counts[name, default: 0] < each else { continue }
      counts[name, default: 0] += 1
      drawn.append(example)
    }
    return drawn
  }

  private func fit(
    _ drawn: [TuningExample], each: Int, _ scored: [TuningExample]
  ) throws(TuningError) -> [OrderedScores] {
    let set = TrainingSet(drawn)
    let search = each >= Self.fewestForChoosing ? PenaltySearch(drawn, folds: 3) : nil
    var found: [OrderedScores] = []
    for condition in conditions {
      let strength = try search?.choose(condition) ?? Self.plainPenalty
      let scaled = try set.fit(
        condition, inversePenalty: strength, tolerance: PenaltySearch.looseTolerance(strength, set))
      let model = set.scaling.folded(scaled)
      found.append(
        OrderedScores(
          scored.map { HeadFitter.score(model, $0) }, positives: scored.map { $0.shows(condition) }))
    }
    return found
  }

  private static func mean(_ values: [Double?]) -> Double? {
    let known = values.compactMap { $0 }
    return known.count == values.count && !known.isEmpty ? known.reduce(0, +) / Double(known.count) : nil
  }
}
