import Review
import Statistics
import Vocabulary

/// How readers agree with each other and with the system; every figure with its interval and the number of cases that it rests on.
///
/// Only blind readings count.
struct ReviewStatistics {
  private let board: ReviewBoard
  /// What the system had said of each alert.
  private let labels: [AlertIdentifier: ConditionIdentifier]
  private let conditions: [ConditionIdentifier]

  init(_ board: ReviewBoard, labels: [AlertIdentifier: ConditionIdentifier], conditions: [ConditionIdentifier]) {
    self.board = board
    self.labels = labels
    self.conditions = conditions
  }

  var json: JSONValue {
    .object([
      "cases": cases, "between_readers": betweenReaders, "with_system": withSystem, "quiet": quiet, "research_use_only": true,
    ])
  }

  private var subjects: [ReviewSubject] {
    var seen: Set<ReviewSubject> = []
    return board.allVerdicts.map(\.subject).filter { seen.insert($0).inserted }
  }

  private var cases: JSONValue {
    let all = board.allCases
    let blind = subjects.map { board.said(of: $0).filter(\.blinded) }
    func differ(_ said: [ReviewVerdict]) -> Bool {
      guard let first = said.first(where: { $0.round == .first }), let second = said.first(where: { $0.round == .second }) else {
        return false
      }
      return first.opinion != second.opinion
    }
    return .object([
      "total": .integer(Int64(all.count)), "alerts": .integer(Int64(all.count { $0.snapshot.stretch == nil })),
      "quiet": .integer(Int64(all.count { $0.snapshot.stretch != nil })),
      "read_once": .integer(Int64(blind.count { $0.count == 1 })), "read_twice": .integer(Int64(blind.count { $0.count >= 2 })),
      "disagreements": .integer(Int64(blind.count(where: differ))),
      "adjudicated": .integer(Int64(blind.count { $0.contains { $0.round == .adjudication } })),
    ])
  }

  // MARK: Readers

  /// First and second readings of the same cases.
  private var pairs: [(ReviewOpinion, ReviewOpinion)] {
    subjects.compactMap { subject in
      let said = board.said(of: subject).filter(\.blinded)
      guard let first = said.first(where: { $0.round == .first }), let second = said.first(where: { $0.round == .second }) else {
        return nil
      }
      return (first.opinion, second.opinion)
    }
  }

  private var betweenReaders: JSONValue { agreement(pairs, byCondition: true) }

  // MARK: The system

  /// What stands of each case that was read, beside what the system had said; a case that could not be judged has no place here.
  private var withSystem: JSONValue {
    let judged = subjects.compactMap { subject -> (ReviewOpinion, ReviewOpinion)? in
      let said = board.said(of: subject).filter(\.blinded)
      guard let opinion = board.decision(on: subject) ?? (said.count == 1 ? said[0].opinion : nil), opinion != .cannotSay else {
        return nil
      }
      switch subject {
      case .stretch: return (opinion, .nothing)
      case .alert(let alert): return labels[alert].map { (opinion, .condition($0)) }
      }
    }
    return agreement(judged, byCondition: true)
  }

  /// Quiet stretches in which a reader saw a condition: what the system may have missed, of the pictures that were sampled.
  private var quiet: JSONValue {
    var (read, seen) = (0, 0)
    for subject in subjects {
      guard case .stretch = subject else { continue }
      let said = board.said(of: subject).filter(\.blinded)
      guard let opinion = board.decision(on: subject) ?? (said.count == 1 ? said[0].opinion : nil), opinion != .cannotSay else {
        continue
      }
      read += 1
      if case .condition = opinion { seen += 1 }
    }
    let share = Proportion(seen, of: read)
    return .object([
      "read": .integer(Int64(read)), "with_a_condition": .integer(Int64(seen)), "share": Self.number(share.value),
      "interval": Self.ends(share.wilson()),
    ])
  }

  // MARK: Figures

  private func agreement(_ pairs: [(ReviewOpinion, ReviewOpinion)], byCondition: Bool) -> JSONValue {
    let categories = Array(Set(pairs.flatMap { [$0.0, $0.1] })).sorted { $0.text < $1.text }
    let places = Dictionary(uniqueKeysWithValues: categories.enumerated().map { ($1, $0) })
    let same = Proportion(pairs.count { $0.0 == $0.1 }, of: pairs.count)
    var members: [String: JSONValue] = [
      "n": .integer(Int64(pairs.count)), "agreement": Self.number(same.value), "agreement_interval": Self.ends(same.wilson()),
    ]
    members.merge(
      Self.kappa(
        CohenKappa(pairs.map { places[$0.0] ?? 0 }, pairs.map { places[$0.1] ?? 0 }, categoryCount: max(2, categories.count)))
    ) { $1 }
    guard byCondition else { return .object(members) }
    let named = conditions.filter { condition in
      pairs.contains { $0.0 == .condition(condition) || $0.1 == .condition(condition) }
    }
    members["by_condition"] = .object(
      Dictionary(uniqueKeysWithValues: named.map { ($0.text, agreement(pairs, on: .condition($0))) }))
    return .object(members)
  }

  /// One condition against everything else.
  private func agreement(_ pairs: [(ReviewOpinion, ReviewOpinion)], on opinion: ReviewOpinion) -> JSONValue {
    let (first, second) = (pairs.map { $0.0 == opinion ? 1 : 0 }, pairs.map { $0.1 == opinion ? 1 : 0 })
    var members: [String: JSONValue] = [
      "n": .integer(Int64(pairs.count)), "first": .integer(Int64(first.reduce(0, +))),
      "second": .integer(Int64(second.reduce(0, +))),
      "both": .integer(Int64(zip(first, second).count { $0 == 1 && $1 == 1 })),
    ]
    members.merge(Self.kappa(CohenKappa(first, second, categoryCount: 2))) { $1 }
    return .object(members)
  }

  private static func kappa(_ kappa: CohenKappa?) -> [String: JSONValue] {
    ["kappa": number(kappa?.value), "kappa_interval": ends(kappa?.interval())]
  }

  private static func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

  private static func ends(_ interval: ConfidenceInterval?) -> JSONValue {
    interval.map { .array($0.ends.map { .number($0) }) } ?? .null
  }
}
