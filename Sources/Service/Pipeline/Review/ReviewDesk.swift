import Journal
import Review
import Server
import Vocabulary

/// The thin owner of review: keeps the board in step with the journal, and shows nobody what may not be known yet.
///
/// - Threading: an actor of short hand-overs.
actor ReviewDesk: ReviewBackend {
  private let journal: JournalStore
  let conditions: [ConditionIdentifier]
  private let time: any TimeSource
  private let told: @Sendable (VerdictNotice) -> Void
  private var board = ReviewBoard()
  /// Cases whose answer is being stored: two at once would be the same round.
  private var storing: Set<String> = []

  /// - Parameters:
  ///   - conditions: of every pack that is loaded; what may be answered.
  ///   - told: hears of each verdict once it is stored; returns at once.
  init(
    journal: JournalStore, conditions: [ConditionIdentifier], time: any TimeSource,
    told: @escaping @Sendable (VerdictNotice) -> Void = { _ in }
  ) {
    self.told = told
    self.journal = journal
    self.conditions = conditions
    self.time = time
  }

  // MARK: Keeping in step

  /// Reads what there is, once, at the start.
  func load() async throws(JournalError) {
    let present = try await journal.pictureCases()
    for entry in try await journal.entries(of: .snapshotKept) {
      guard let found = try await reviewCase(entry), present.contains(found.name) else { continue }
      board.add(found)
    }
    for entry in try await journal.entries(of: .verdict) { if let verdict = ReviewVerdict(entry) { board.note(verdict) } }
  }

  /// Takes in an entry that tells of pictures.
  func note(_ entry: JournalEntry) async {
    guard let found = try? await reviewCase(entry) else { return }
    board.add(found)
  }

  func forget(_ session: SessionIdentifier) { board.forget(session) }

  func forgetPictures(of session: SessionIdentifier) { board.forgetPictures(of: session) }

  private func reviewCase(_ entry: JournalEntry) async throws(JournalError) -> ReviewCase? {
    guard let snapshot = KeptSnapshot(entry) else { return nil }
    return ReviewCase(
      name: try await journal.caseName(of: snapshot.subject), snapshot: snapshot,
      day: (RFC3339.wallMilliseconds(entry.at) ?? 0) / 86_400_000)
  }

  // MARK: For readers

  func queue(for principal: Principal) async throws(BackendError) -> ReviewQueue {
    let items = board.queue(for: principal.name).compactMap { task in
      task.round.map { ReviewQueue.Item(id: task.name, round: $0) }
    }
    let today = String(time.now().rfc3339.prefix(10))
    let rules = SnapshotJob.quietRules
    let seconds = Int(rules.every.milliseconds / 1000)
    return ReviewQueue(
      items: items, alertsWithoutPictures: try await alertsWithoutPictures(),
      sampling:
        "Of quiet time one frame in \(seconds) s is kept, at a moment that is drawn, up to \(rules.limit) in a session; every one of them is in the queue.",
      readToday: board.allVerdicts.count { $0.reader == principal.name && $0.at.hasPrefix(today) })
  }

  private func alertsWithoutPictures() async throws(BackendError) -> Int {
    do throws(JournalError) {
      return max(0, try await journal.alertCount() - board.allCases.count { $0.snapshot.stretch == nil })
    } catch { throw BackendError(error) }
  }

  func reviewCase(_ name: String, for principal: Principal) async throws(BackendError) -> ReviewCaseRecord {
    guard let found = board.found(name), let task = board.task(name, for: principal.name) else { throw .unknownCase }
    let said = board.said(of: found.snapshot.subject)
    guard board.mayReveal(name, to: principal.name) else {
      let readings = task.round == .adjudication ? said.filter { $0.blinded && $0.round != .adjudication } : []
      return ReviewCaseRecord(
        id: name, round: task.round, pictures: 1, readings: readings, own: nil, result: nil, others: [])
    }
    return ReviewCaseRecord(
      id: name, round: nil, pictures: found.snapshot.pictures.count, readings: [],
      own: said.first { $0.reader == principal.name }, result: await result(of: found),
      others: said.filter { $0.reader != principal.name })
  }

  func picture(_ position: Int, of name: String, for principal: Principal) async throws(BackendError) -> [UInt8] {
    guard board.found(name) != nil, position == 0 || board.mayReveal(name, to: principal.name) else { throw .unknownCase }
    let bytes: [UInt8]?
    do throws(JournalError) { bytes = try await journal.picture(name, position) } catch { throw BackendError(error) }
    guard let bytes else { throw .unknownCase }
    return bytes
  }

  func judge(_ name: String, _ answer: ReviewAnswer, by principal: Principal) async throws(BackendError) -> ReviewCaseRecord {
    try check(answer)
    let round: ReviewRound
    do throws(ReviewFault) { round = try board.round(name, for: principal.name) } catch {
      switch error {
      case .unknownCase: throw .unknownCase
      case .alreadyRead: throw .unacceptable(status: 409, reason: "You have judged this case; an answer stays.")
      case .settled: throw .unacceptable(status: 409, reason: "This case needs no more readings.")
      }
    }
    guard let found = board.found(name) else { throw .unknownCase }
    guard storing.insert(name).inserted else { throw .overloaded(retryAfterSeconds: 1) }
    defer { storing.remove(name) }
    try await store(
      answer, of: found.snapshot.subject, session: found.snapshot.session, by: principal,
      blinded: !(await hasHandled(found.snapshot.subject, principal.name)), round: round)
    return try await reviewCase(name, for: principal)
  }

  func judge(_ alert: AlertIdentifier, _ answer: ReviewAnswer, by principal: Principal) async throws(BackendError)
    -> ReviewVerdict
  {
    try check(answer)
    let record: AlertRecord
    do throws(JournalError) { record = try await journal.record(of: alert) } catch { throw BackendError(error) }
    guard !board.said(of: .alert(alert)).contains(where: { $0.reader == principal.name }) else {
      throw .unacceptable(status: 409, reason: "You have judged this alert; an answer stays.")
    }
    guard storing.insert(alert.text).inserted else { throw .overloaded(retryAfterSeconds: 1) }
    defer { storing.remove(alert.text) }
    return try await store(answer, of: .alert(alert), session: record.session, by: principal, blinded: false, round: .first)
  }

  func verdicts() async throws(BackendError) -> [ReviewVerdict] { board.allVerdicts }

  func statistics() async throws(BackendError) -> JSONValue {
    var labels: [AlertIdentifier: ConditionIdentifier] = [:]
    for case .alert(let alert) in Set(board.allVerdicts.map(\.subject)) {
      do throws(JournalError) { labels[alert] = try await journal.record(of: alert).condition } catch {
        guard case .unknownAlert = error else { throw BackendError(error) }
      }
    }
    return ReviewStatistics(board, labels: labels, conditions: conditions).json
  }

  // MARK: Storing

  @discardableResult
  private func store(
    _ answer: ReviewAnswer, of subject: ReviewSubject, session: SessionIdentifier, by principal: Principal, blinded: Bool,
    round: ReviewRound
  ) async throws(BackendError) -> ReviewVerdict {
    let now = time.now()
    let verdict = ReviewVerdict(
      subject: subject, session: session, answer: answer, reader: principal.name, blinded: blinded, round: round, at: now.rfc3339)
    do throws(JournalError) { _ = try await journal.append([.verdict(verdict, at: now)]) } catch { throw BackendError(error) }
    board.note(verdict)
    await tell(verdict)
    return verdict
  }

  /// A screen that is not told asks when it is opened: a journal that cannot be read just now takes nothing back.
  private func tell(_ verdict: ReviewVerdict) async {
    guard case .alert(let alert) = verdict.subject else {
      return told(VerdictNotice(alert: nil, stream: nil, round: verdict.round, at: verdict.at))
    }
    let stream = try? await journal.record(of: alert).stream
    told(VerdictNotice(alert: alert, stream: stream, round: verdict.round, at: verdict.at))
  }

  private func check(_ answer: ReviewAnswer) throws(BackendError) {
    guard case .condition(let condition) = answer.opinion, !conditions.contains(condition) else { return }
    throw .invalid(pointer: "/condition", allowed: "a condition of a pack that is loaded, none or cannot-say")
  }

  /// Whoever acknowledged or silenced an alert knew of it.
  private func hasHandled(_ subject: ReviewSubject, _ reader: String) async -> Bool {
    guard case .alert(let alert) = subject, let entries = try? await journal.entries(of: alert) else { return false }
    return entries.contains { [.alertAcknowledged, .alertSilenced].contains($0.kind) && $0.data["by"]?.text == reader }
  }

  private func result(of found: ReviewCase) async -> ReviewCaseRecord.Result {
    switch found.snapshot.subject {
    case .stretch: found.snapshot.stretch.map { .quiet($0) } ?? .gone
    case .alert(let alert): (try? await journal.record(of: alert)).map { .alert($0.withoutVectors) } ?? .gone
    }
  }
}
