public import Soup

/// What went wrong with a call. Cases carry facts; never an address, a number, a key, a body or a word that was said.
public enum CallError: Error, Sendable, Hashable {
  /// A message is not from whom it says it is, is too old, or was here before.
  case signature(SignatureFault)
  /// A message or an answer cannot be read.
  case unreadable(what: String)
  /// No answer came.
  case noAnswer(ClientFailure)
  /// The service answered with a status other than success.
  case status(Int)
  /// The service failed so often that it is left alone for a while.
  case circuitOpen
  /// The control address that the service named is none that may be called.
  case controlAddress(ControlAddressFault)
  /// The call has no control address: it was not switched on for the assistant.
  case noControl
  /// The call is over.
  case gone
  /// What the configuration names cannot be used.
  case settings(what: String)
}

extension CallError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .signature(let fault): "the message's signature \(fault)"
    case .unreadable(let what): "the call service's message cannot be read: \(what)"
    case .noAnswer(.timedOut): "the call service did not answer in time"
    case .noAnswer(.cancelled): "the request to the call service was given up"
    case .noAnswer(.tooLarge(let limit)): "the call service's answer is longer than \(limit) bytes"
    case .noAnswer(.untrusted): "the call service's certificate is not trusted"
    case .noAnswer(.connection(let domain, let code)): "the call service cannot be reached (\(domain) \(code))"
    case .status(let status): "the call service answered with status \(status)" + Self.advice(status)
    case .circuitOpen: "the call service failed repeatedly and is left alone for a while"
    case .controlAddress(let fault): "the call's control address is refused: \(fault)"
    case .noControl: "the call has no control address: switch on monitorPlan.controlEnabled for the assistant"
    case .gone: "the call is over"
    case .settings(let what): what
    }
  }

  private static func advice(_ status: Int) -> String {
    switch status {
    case 401, 403: ": check secret_file under voice: vapi:"
    case 400, 404, 422: ": check assistant_id and phone_number_id under voice: vapi:"
    default: ""
    }
  }
}
