import Vocabulary

@testable import Server

/// One case, not yet read by anybody.
actor FakeReview: ReviewBackend {
  static let name = "0000000000000000000000000000000a"
  static let session = SessionIdentifier("00000000000000000000000000000001")!
  private var said: [ReviewVerdict] = []

  func queue(for principal: Principal) throws(BackendError) -> ReviewQueue {
    let isRead = said.contains { $0.reader == principal.name }
    return ReviewQueue(
      items: isRead ? [] : [ReviewQueue.Item(id: Self.name, round: said.isEmpty ? .first : .second)], alertsWithoutPictures: 4,
      sampling: "One frame in 60 s.", readToday: isRead ? 1 : 0)
  }

  func reviewCase(_ name: String, for principal: Principal) throws(BackendError) -> ReviewCaseRecord {
    guard name == Self.name else { throw .unknownCase }
    let own = said.first { $0.reader == principal.name }
    return ReviewCaseRecord(
      id: name, round: own == nil ? .first : nil, pictures: 1, readings: [], own: own,
      result: own == nil
        ? nil : .quiet(KeptSnapshot.Stretch(from: "2026-01-01T00:00:00.000Z", to: "2026-01-01T00:01:00.000Z", everySeconds: 60)),
      others: own == nil ? [] : said.filter { $0.reader != principal.name })
  }

  func picture(_ position: Int, of name: String, for principal: Principal) throws(BackendError) -> [UInt8] {
    guard name == Self.name, position == 0 else { throw .unknownCase }
    return [0xff, 0xd8, 0xff]
  }

  func judge(_ name: String, _ answer: ReviewAnswer, by principal: Principal) throws(BackendError) -> ReviewCaseRecord {
    guard name == Self.name else { throw .unknownCase }
    guard !said.contains(where: { $0.reader == principal.name }) else {
      throw .unacceptable(status: 409, reason: "You have judged this case; an answer stays.")
    }
    said.append(
      ReviewVerdict(
        subject: .stretch(name), session: Self.session, answer: answer, reader: principal.name, blinded: true,
        round: said.isEmpty ? .first : .second, at: "2026-01-01T00:00:00.000Z"))
    return try reviewCase(name, for: principal)
  }

  func judge(_ alert: AlertIdentifier, _ answer: ReviewAnswer, by principal: Principal) throws(BackendError) -> ReviewVerdict {
    ReviewVerdict(
      subject: .alert(alert), session: Self.session, answer: answer, reader: principal.name, blinded: false, round: .first,
      at: "2026-01-01T00:00:00.000Z")
  }

  func statistics() throws(BackendError) -> JSONValue { ["cases": ["total": 1]] }

  func verdicts() throws(BackendError) -> [ReviewVerdict] { said }
}
