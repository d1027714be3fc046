public import Vocabulary

/// All cases and what was said of them: who reads what next, in which round, and what may be shown to whom. A value.
///
/// A case is read blind by one reader and then by another. Where the two differ, a third decides. What a reader said knowing the
/// result is kept, does not count as a reading, and bars that reader from the case.
public struct ReviewBoard: Sendable {
  private var cases: [String: ReviewCase] = [:]
  private var names: [ReviewSubject: String] = [:]
  private var verdicts: [ReviewSubject: [ReviewVerdict]] = [:]

  /// Nothing yet.
  public init() {}

  /// How many cases there are.
  public var count: Int { cases.count }

  /// Everything that was said, oldest first.
  public var allVerdicts: [ReviewVerdict] { verdicts.values.joined().sorted { $0.at < $1.at } }

  /// Every case.
  public var allCases: [ReviewCase] { cases.values.sorted { ($0.day, $0.name) < ($1.day, $1.name) } }

  // MARK: What happens

  /// Takes a case in.
  ///
  /// - Parameter reviewCase: a new one, or a known one again.
  public mutating func add(_ reviewCase: ReviewCase) {
    cases[reviewCase.name] = reviewCase
    names[reviewCase.snapshot.subject] = reviewCase.name
  }

  /// Takes in what a reader said.
  ///
  /// - Parameter verdict: once it is stored.
  public mutating func note(_ verdict: ReviewVerdict) { verdicts[verdict.subject, default: []].append(verdict) }

  /// Forgets everything of a session.
  ///
  /// - Parameter session: a purged one.
  public mutating func forget(_ session: SessionIdentifier) {
    forgetPictures(of: session)
    for (subject, said) in verdicts where said.contains(where: { $0.session == session }) { verdicts[subject] = nil }
  }

  /// Forgets the cases of a session: without pictures nothing can be read. What was said stays.
  ///
  /// - Parameter session: one whose pictures are gone.
  public mutating func forgetPictures(of session: SessionIdentifier) {
    for (name, found) in cases where found.snapshot.session == session {
      cases[name] = nil
      names[found.snapshot.subject] = nil
    }
  }

  // MARK: What readers see

  /// What a reader may read now: days in order, within a day by name, which is as good as drawn, so that the order tells nothing.
  ///
  /// - Parameter reader: a principal's name.
  /// - Returns: cases that need this reader; disagreements first.
  public func queue(for reader: String) -> [ReviewTask] {
    let open = allCases.compactMap { found in round(of: found, for: reader).map { task(found, $0) } }
    return open.filter { $0.round == .adjudication } + open.filter { $0.round != .adjudication }
  }

  /// The case as it stands for a reader.
  ///
  /// - Parameters:
  ///   - name: of the case.
  ///   - reader: a principal's name.
  /// - Returns: `nil` if there is no such case.
  public func task(_ name: String, for reader: String) -> ReviewTask? {
    cases[name].map { task($0, round(of: $0, for: reader)) }
  }

  /// The case itself.
  ///
  /// - Parameter name: of the case.
  /// - Returns: `nil` if there is no such case.
  public func found(_ name: String) -> ReviewCase? { cases[name] }

  /// What was said of a subject, oldest first.
  ///
  /// - Parameter subject: an alert or a stretch.
  /// - Returns: all rounds, and what was said knowing the result.
  public func said(of subject: ReviewSubject) -> [ReviewVerdict] { verdicts[subject] ?? [] }

  /// Whether the result may be shown to a reader: only after that reader's own answer is stored.
  ///
  /// - Parameters:
  ///   - name: of the case.
  ///   - reader: a principal's name.
  /// - Returns: whether it may.
  public func mayReveal(_ name: String, to reader: String) -> Bool {
    cases[name].map { said(of: $0.snapshot.subject).contains { $0.reader == reader } } ?? false
  }

  /// Which reading a reader's answer would be.
  ///
  /// - Parameters:
  ///   - name: of the case.
  ///   - reader: a principal's name.
  /// - Returns: the round.
  /// - Throws: ``ReviewFault``.
  public func round(_ name: String, for reader: String) throws(ReviewFault) -> ReviewRound {
    guard let found = cases[name] else { throw .unknownCase }
    if mayReveal(name, to: reader) { throw .alreadyRead }
    guard let round = round(of: found, for: reader) else { throw .settled }
    return round
  }

  /// What a subject's readers agreed on, or the third decided; `nil` while that is open.
  ///
  /// - Parameter subject: an alert or a stretch.
  /// - Returns: the opinion that stands.
  public func decision(on subject: ReviewSubject) -> ReviewOpinion? {
    let blind = said(of: subject).filter(\.blinded)
    if let last = blind.first(where: { $0.round == .adjudication }) { return last.opinion }
    guard let first = blind.first(where: { $0.round == .first }), let second = blind.first(where: { $0.round == .second }),
      first.opinion == second.opinion
    else { return nil }
    return first.opinion
  }

  private func round(of found: ReviewCase, for reader: String) -> ReviewRound? {
    let said = said(of: found.snapshot.subject)
    guard !said.contains(where: { $0.reader == reader }) else { return nil }
    let blind = said.filter(\.blinded)
    guard let first = blind.first(where: { $0.round == .first }) else { return .first }
    guard let second = blind.first(where: { $0.round == .second }) else { return .second }
    guard first.opinion != second.opinion, !blind.contains(where: { $0.round == .adjudication }) else { return nil }
    return .adjudication
  }

  private func task(_ found: ReviewCase, _ round: ReviewRound?) -> ReviewTask {
    ReviewTask(name: found.name, round: round)
  }
}
