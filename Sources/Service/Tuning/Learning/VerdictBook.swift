public import Vocabulary

/// Takes in the journal's entries one after another and says what readers made of its alerts: a value that reads no clock and no disk.
///
/// An adjudication beats every other verdict, of several the newest. Otherwise the newest of each reader counts; where two differ, the
/// alert is left out, and so is one of which nobody could say anything. Sessions that were purged, or whose consent to recording was
/// taken back, are absent.
public struct VerdictBook: Sendable {
  /// Why an alert, or a verdict, is not learned from.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    case disagreement = "readers disagree and nobody adjudicated"
    case cannotSay = "the reader could not say"
    case withdrawn = "consent to recording was not given or taken back"
    case noVectors = "a quiet stretch, or an alert without vectors"
    case otherEncoder = "raised with another encoder"
  }

  /// An alert with what it turned out to be.
  public struct Judged: Sendable, Hashable {
    public let alert: AlertRecord
    /// `nil` for none.
    public let condition: ConditionIdentifier?
  }

  private struct Verdict: Sendable {
    let reader: String
    let condition: String
    let isAdjudication: Bool
  }

  private var alerts: [AlertIdentifier: AlertRecord] = [:]
  private var verdicts: [AlertIdentifier: [Verdict]] = [:]
  private var stretches: Set<String> = []
  private var refused: Set<SessionIdentifier> = []

  /// An empty book.
  public init() {}

  /// Takes in the next entry, with its vectors; kinds that say nothing about verdicts are passed over.
  ///
  /// - Parameter entry: in the order of the chain.
  public mutating func take(_ entry: JournalEntry) {
    switch entry.kind {
    case .alertRaised:
      guard let record = try? entry.data.record(AlertRecord.self) else { return }
      alerts[record.id] = record
    case .verdict: note(entry)
    case .sessionStarted, .consentChanged:
      guard let session = entry.session, let allows = Self.record(entry.data) else { return }
      if allows { refused.remove(session) } else { refused.insert(session) }
    case .purged:
      guard let session = entry.session else { return }
      refused.insert(session)
    default: return
    }
  }

  /// What an entry says of recording; `nil` if nothing.
  private static func record(_ data: JSONValue) -> Bool? {
    if data["withdrawn"] == .bool(true) { return false }
    for place in [data["consent"], data] {
      if case .bool(let allows)? = place?["record"] { return allows }
    }
    return nil
  }

  private mutating func note(_ entry: JournalEntry) {
    guard let condition = entry.data["condition"]?.text else { return }
    guard let alert = entry.alert ?? entry.data["alert"]?.text.flatMap({ AlertIdentifier($0) }) else {
      if let stretch = entry.data["stretch"]?.text { stretches.insert(stretch) }
      return
    }
    verdicts[alert, default: []].append(
      Verdict(
        reader: entry.data["reader"]?.text ?? "", condition: condition,
        isAdjudication: entry.data["round"]?.text == "adjudication"))
  }

  /// Every alert with a verdict that can be learned from, oldest id first, and how many cannot, by reason.
  ///
  /// - Parameter encoders: whose vectors lie in the space that is learned in.
  /// - Returns: both.
  public func judged(by encoders: Set<Fingerprint>) -> (alerts: [Judged], unused: [Reason: Int]) {
    var (found, unused) = ([Judged](), [Reason: Int]())
    if !stretches.isEmpty { unused[.noVectors] = stretches.count }
    for (identifier, given) in verdicts.sorted(by: { $0.key.text < $1.key.text }) {
      // An alert of a purged session has no record any more: it is absent, not counted.
      guard let alert = alerts[identifier] else { continue }
      switch judge(alert, given, encoders) {
      case .success(let judged): found.append(judged)
      case .failure(let left): unused[left.reason, default: 0] += 1
      }
    }
    return (found, unused)
  }

  private struct LeftOut: Error { let reason: Reason }

  private func judge(_ alert: AlertRecord, _ given: [Verdict], _ encoders: Set<Fingerprint>) -> Result<Judged, LeftOut> {
    if refused.contains(alert.session) { return .failure(LeftOut(reason: .withdrawn)) }
    guard encoders.contains(alert.model) else { return .failure(LeftOut(reason: .otherEncoder)) }
    guard alert.why.contains(where: { $0.vector != nil }) else { return .failure(LeftOut(reason: .noVectors)) }
    var newest: [String: String] = [:]
    for verdict in given { newest[verdict.reader] = verdict.condition }
    let adjudicated = given.last { $0.isAdjudication }?.condition
    let said = adjudicated.map { [$0] } ?? Set(newest.values)
    guard let answer = said.first, said.count == 1 else { return .failure(LeftOut(reason: .disagreement)) }
    if answer == "cannot-say" { return .failure(LeftOut(reason: .cannotSay)) }
    return .success(Judged(alert: alert, condition: answer == "none" ? nil : ConditionIdentifier(answer)))
  }
}
