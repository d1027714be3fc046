/// What a reader said of an alert or a quiet stretch, as the journal keeps it.
public struct ReviewVerdict: Sendable, Hashable {
  public let subject: ReviewSubject
  public let session: SessionIdentifier
  /// A principal's name.
  public let reader: String
  public let opinion: ReviewOpinion
  public let certainty: ReviewCertainty
  public let comment: String?
  /// Whether the reader did not know the system's result.
  public let blinded: Bool
  public let round: ReviewRound
  public let shownMilliseconds: Int?
  /// RFC 3339.
  public let at: String

  /// - Parameters:
  ///   - subject: what was judged.
  ///   - session: whose.
  ///   - answer: what the reader said.
  ///   - reader: a principal's name.
  ///   - blinded: whether the result was hidden.
  ///   - round: which reading it is.
  ///   - at: RFC 3339.
  public init(
    subject: ReviewSubject, session: SessionIdentifier, answer: ReviewAnswer, reader: String, blinded: Bool, round: ReviewRound,
    at: String
  ) {
    self.subject = subject
    self.session = session
    self.reader = reader
    opinion = answer.opinion
    certainty = answer.certainty
    comment = answer.comment
    shownMilliseconds = answer.shownMilliseconds
    self.blinded = blinded
    self.round = round
    self.at = at
  }

  /// - Parameter entry: of kind `verdict`; `nil` comes of one that says nothing, such as a purged one.
  public init?(_ entry: JournalEntry) {
    let data = entry.data
    guard entry.kind == .verdict, let session = entry.session, let reader = data["reader"]?.text,
      let opinion = data["condition"]?.text.flatMap({ ReviewOpinion($0) }),
      let certainty = data["certainty"]?.text.flatMap({ ReviewCertainty(rawValue: $0) }),
      let round = data["round"]?.text.flatMap({ ReviewRound(rawValue: $0) })
    else { return nil }
    if let alert = data["alert"]?.text.flatMap({ AlertIdentifier($0) }) {
      subject = .alert(alert)
    } else if let stretch = data["stretch"]?.text {
      subject = .stretch(stretch)
    } else {
      return nil
    }
    self.session = session
    self.reader = reader
    self.opinion = opinion
    self.certainty = certainty
    comment = data["comment"]?.text
    shownMilliseconds = data["shown_ms"]?.double.map { Int($0) }
    blinded = data["blinded"] == .bool(true)
    self.round = round
    at = entry.at
  }

  /// What the journal's entry says.
  public var data: JSONValue {
    let name: String
    switch subject {
    case .alert: name = "alert"
    case .stretch: name = "stretch"
    }
    return .object([
      name: .string(subject.text), "reader": .string(reader), "condition": .string(opinion.text),
      "certainty": .string(certainty.rawValue), "comment": comment.map { .string($0) } ?? .null, "blinded": .bool(blinded),
      "round": .string(round.rawValue), "shown_ms": shownMilliseconds.map { .integer(Int64($0)) } ?? .null,
    ])
  }
}
