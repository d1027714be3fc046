import Review
import Testing
import Vocabulary

@Suite struct `The board of cases` {
  private static let session = SessionIdentifier()
  private static let melanoma = ReviewOpinion("melanoma")
  private static let naevus = ReviewOpinion("melanocytic-nevus")

  private func aCase(_ name: Character, day: Int64 = 1, session: SessionIdentifier = session) -> ReviewCase {
    ReviewCase(
      name: String(repeating: name, count: 32),
      snapshot: KeptSnapshot(
        subject: .stretch(String(repeating: name, count: 32)), session: session, stream: .ward,
        stretch: .init(from: "a", to: "b", everySeconds: 60), pictures: [.init(frame: 1, capturedAt: "c")]), day: day)
  }

  private func name(_ letter: Character) -> String { String(repeating: letter, count: 32) }

  private func verdict(
    _ letter: Character, _ reader: String, _ opinion: ReviewOpinion?, _ round: ReviewRound, blinded: Bool = true
  )
    -> ReviewVerdict
  {
    ReviewVerdict(
      subject: .stretch(name(letter)), session: Self.session,
      answer: ReviewAnswer(opinion: opinion ?? .nothing, certainty: .medium), reader: reader, blinded: blinded, round: round,
      at: "2026-01-01T00:00:00.000Z")
  }

  @Test func `older days come first, and within a day the names, which tell nothing`() {
    var board = ReviewBoard()
    for found in [aCase("c", day: 2), aCase("f"), aCase("a"), aCase("b", day: 2)] { board.add(found) }
    #expect(board.queue(for: "ada").map(\.name) == [name("a"), name("f"), name("b"), name("c")])
  }

  @Test func `a case is read by one reader, then by another, and then it is settled if they agree`() throws {
    var board = ReviewBoard()
    board.add(aCase("a"))
    #expect(try board.round(name("a"), for: "ada") == .first)
    #expect(!board.mayReveal(name("a"), to: "ada"))
    board.note(verdict("a", "ada", Self.melanoma, .first))
    #expect(board.mayReveal(name("a"), to: "ada") && !board.mayReveal(name("a"), to: "bob"))
    #expect(throws: ReviewFault.alreadyRead) { try board.round(name("a"), for: "ada") }
    #expect(board.queue(for: "ada").isEmpty)
    #expect(try board.round(name("a"), for: "bob") == .second)
    #expect(board.decision(on: .stretch(name("a"))) == nil)
    board.note(verdict("a", "bob", Self.melanoma, .second))
    #expect(board.decision(on: .stretch(name("a"))) == Self.melanoma)
    #expect(throws: ReviewFault.settled) { try board.round(name("a"), for: "eve") }
  }

  @Test func `where two differ a third decides, first of all`() throws {
    var board = ReviewBoard()
    for letter: Character in ["a", "b"] { board.add(aCase(letter)) }
    board.note(verdict("b", "ada", Self.melanoma, .first))
    board.note(verdict("b", "bob", Self.naevus, .second))
    #expect(board.queue(for: "eve").map(\.round) == [.adjudication, .first])
    #expect(board.queue(for: "ada").map(\.name) == [name("a")])
    board.note(verdict("b", "eve", Self.naevus, .adjudication))
    #expect(board.decision(on: .stretch(name("b"))) == Self.naevus)
    #expect(throws: ReviewFault.settled) { try board.round(name("b"), for: "dan") }
  }

  @Test func `what is said knowing the result counts as no reading and bars the reader`() throws {
    var board = ReviewBoard()
    board.add(aCase("a"))
    board.note(verdict("a", "ada", Self.melanoma, .first, blinded: false))
    #expect(try board.round(name("a"), for: "bob") == .first)
    #expect(throws: ReviewFault.alreadyRead) { try board.round(name("a"), for: "ada") }
    board.note(verdict("a", "bob", Self.naevus, .first))
    #expect(try board.round(name("a"), for: "eve") == .second)
    #expect(board.decision(on: .stretch(name("a"))) == nil)
  }

  @Test func `a purged session leaves nothing, one without pictures its verdicts`() {
    var board = ReviewBoard()
    board.add(aCase("a"))
    board.add(aCase("b", session: SessionIdentifier()))
    board.note(verdict("a", "ada", Self.melanoma, .first))
    board.forgetPictures(of: Self.session)
    #expect(board.queue(for: "bob").map(\.name) == [name("b")] && board.allVerdicts.count == 1)
    #expect(throws: ReviewFault.unknownCase) { try board.round(name("a"), for: "bob") }
    board.forget(Self.session)
    #expect(board.allVerdicts.isEmpty && board.count == 1)
  }

  @Test func `a verdict and a kept snapshot survive the journal's entry`() throws {
    for (subject, alert) in [
      (ReviewSubject.stretch(name("a")), nil), (.alert(AlertIdentifier(name("b"))!), AlertIdentifier(name("b"))),
    ] {
      let said = ReviewVerdict(
        subject: subject, session: Self.session,
        answer: ReviewAnswer(opinion: .cannotSay, certainty: .low, comment: "dark", shownMilliseconds: 900), reader: "ada",
        blinded: true, round: .second, at: "2026-01-01T00:00:00.000Z")
      let entry = JournalEntry(
        sequence: 1, kind: .verdict, at: said.at, session: Self.session, alert: alert, data: said.data, previousHash: "", hash: ""
      )
      #expect(ReviewVerdict(entry) == said)
    }
    let kept = aCase("a").snapshot
    let entry = JournalEntry(
      sequence: 1, kind: .snapshotKept, at: "x", session: Self.session, alert: nil, data: kept.data(digests: ["d"]),
      previousHash: "", hash: "")
    #expect(KeptSnapshot(entry) == kept)
    let purged = JournalEntry(
      sequence: 1, kind: .verdict, at: "x", session: Self.session, alert: nil, data: ["purged": true], previousHash: "", hash: "")
    #expect(ReviewVerdict(purged) == nil && KeptSnapshot(purged) == nil)
  }
}
