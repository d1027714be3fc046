/// What came of one attempt to hand a message over.
public enum AttemptResult: Sendable, Hashable {
  /// The sink has it: what it said.
  case accepted(answer: String)
  /// The sink answered with a status that is no success; `retryAfter` is what it asked for, in milliseconds.
  case refused(status: Int, retryAfter: Int64?)
  /// There was no answer.
  case failed(HandoffFault)

  /// A few words; no body and no address.
  public var words: String {
    switch self {
    case .accepted(let answer): answer
    case .refused(let status, _): "status \(status)"
    case .failed(let fault): "\(fault)"
    }
  }
}
