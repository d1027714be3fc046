public import Soup
public import Vocabulary

/// Why a remote encoder gave no vector. Cases carry facts; never a pixel, a prompt, an address or a token.
public enum RemoteFault: Error, Sendable, Hashable {
  /// No answer came.
  case noAnswer(ClientFailure)
  /// It answered with another status than 200.
  case status(Int)
  /// What it answered cannot be read.
  case unreadable(InferenceFault)
  /// What it declares does not fit an image or text encoder.
  case declaration(model: String, problem: String)
  /// Its vectors have another number or length than was asked for.
  case vectors(expected: [Int], actual: [Int])
  /// A vector is no direction: not finite, or all zero.
  case degenerate
  /// It refused one of the pictures or texts.
  case refused
  /// It failed so often that it is left alone for a while.
  case circuitOpen
  /// More views wait for it than are allowed to.
  case busy(limit: Int)
  /// It declares something else than when it was first asked: its vectors may belong to another space.
  case changed
  /// A picture could not be packed for sending.
  case packing
}

extension RemoteFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noAnswer(.timedOut): "the remote encoder did not answer in time"
    case .noAnswer(.cancelled): "the request to the remote encoder was given up"
    case .noAnswer(.tooLarge(let limit)): "the remote encoder's answer is longer than \(limit) bytes"
    case .noAnswer(.untrusted): "the remote encoder's certificate is not trusted"
    case .noAnswer(.connection(let domain, let code)): "the remote encoder cannot be reached (\(domain) \(code))"
    case .status(let status): "the remote encoder answered with status \(status)"
    case .unreadable(let fault): "the remote encoder's answer cannot be read: \(fault)"
    case .declaration(let model, let problem): "the remote model \(model) \(problem)"
    case .vectors(let expected, let actual): "the remote encoder's vectors have shape \(actual), expected \(expected)"
    case .degenerate: "the remote encoder gave a vector that is no direction (not finite, or zero)"
    case .refused: "the remote encoder refused a picture or text"
    case .circuitOpen: "the remote encoder failed repeatedly and is left alone for a while"
    case .busy(let limit): "more than \(limit) views wait for the remote encoder"
    case .changed:
      "the remote encoder declares something else than when it was first asked; restart the server to use it as it is now"
    case .packing: "a picture could not be packed for the remote encoder"
    }
  }
}
