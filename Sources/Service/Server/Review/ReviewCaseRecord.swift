public import Vocabulary

/// A case as it stands for one reader.
public struct ReviewCaseRecord: Sendable, Encodable {
  /// What the system had said; only for whom it is revealed.
  public enum Result: Sendable {
    case alert(AlertRecord)
    /// Nothing: a stretch without alerts.
    case quiet(KeptSnapshot.Stretch)
    /// The alert's session was purged meanwhile.
    case gone
  }

  public let id: String
  /// Which reading it would be; `nil` once this reader has judged it.
  public let round: ReviewRound?
  public let pictures: Int
  /// The two readings that differ, for who decides between them; names are hidden.
  public let readings: [ReviewVerdict]
  /// The reader's own answer.
  public let own: ReviewVerdict?
  /// `nil` until it may be revealed.
  public let result: Result?
  /// What others said; only with the result.
  public let others: [ReviewVerdict]

  /// - Parameters:
  ///   - id: name of the case.
  ///   - round: which reading it would be.
  ///   - pictures: to look at.
  ///   - readings: the two that differ, for who decides.
  ///   - own: the reader's own answer.
  ///   - result: what the system had said.
  ///   - others: what others said.
  public init(
    id: String, round: ReviewRound?, pictures: Int, readings: [ReviewVerdict], own: ReviewVerdict?, result: Result?,
    others: [ReviewVerdict]
  ) {
    precondition(own != nil || (result == nil && others.isEmpty), "nothing is revealed before the answer is stored")
    self.id = id
    self.round = round
    self.pictures = pictures
    self.readings = readings
    self.own = own
    self.result = result
    self.others = others
  }

  enum CodingKeys: String, CodingKey {
    case id, round, pictures, readings, own, result, others
    case researchUseOnly = "research_use_only"
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(round, forKey: .round)
    try container.encode(
      (0..<pictures).map { "/api/v1/review/cases/\(id)/pictures/\($0)" }, forKey: .pictures)
    try container.encode(
      readings.enumerated().map { place, verdict in
        JSONValue.object([
          "reader": .string("Reader \(place + 1)"), "condition": .string(verdict.opinion.text),
          "certainty": .string(verdict.certainty.rawValue), "comment": verdict.comment.map { .string($0) } ?? .null,
        ])
      }, forKey: .readings)
    try container.encode(own?.served, forKey: .own)
    try container.encode(others.map(\.served), forKey: .others)
    switch result {
    case nil: try container.encodeNil(forKey: .result)
    case .gone?: try container.encode(["kind": "gone"], forKey: .result)
    case .quiet(let stretch)?: try container.encode(QuietBody(stretch), forKey: .result)
    case .alert(let record)?: try container.encode(AlertBody(alert: record.served), forKey: .result)
    }
    try container.encode(true, forKey: .researchUseOnly)
  }

  private struct AlertBody: Encodable {
    let kind = "alert"
    let alert: WithNulls<AlertRecord>

    enum CodingKeys: String, CodingKey { case kind, alert }
  }

  private struct QuietBody: Encodable {
    let kind = "quiet"
    let from: String
    let to: String
    let everySeconds: Int

    init(_ stretch: KeptSnapshot.Stretch) {
      (from, to, everySeconds) = (stretch.from, stretch.to, stretch.everySeconds)
    }

    enum CodingKeys: String, CodingKey {
      case kind, from, to
      case everySeconds = "every_seconds"
    }
  }
}

extension ReviewVerdict {
  /// As clients see it, with when and whose.
  var served: JSONValue {
    guard case .object(var members) = data else { return data }
    members["at"] = .string(at)
    members["session"] = .string(session.text)
    return .object(members)
  }
}
